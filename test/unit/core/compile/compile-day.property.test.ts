import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileDay } from '../../../../core/compile/compile-day.ts';
import type { DayInput, LibraryItem, RankedBroadcast } from '../../../../core/compile/day.ts';
import { freezeMs, urgentLeadMs } from '../../../../core/compile/freeze.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { endOf } from '../../../../core/playlist/playlist.ts';
import type { Span } from '../../../../core/session/quiet-hours.ts';
import { allWeekdays } from '../../../../core/time/zoned.ts';
import { at, broadcast, day, morning, quiet, recording } from './day-input.ts';

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

const library = fc.array(
  fc.record({
    seconds: fc.integer({ min: 1, max: 1500 }),
    state: fc.constantFrom<LibraryItem['state']>('approved', 'approved', 'approved', 'withdrawn'),
    expires: fc.option(time),
  }),
  { minLength: 1, maxLength: 6 },
);

const placement = fc.oneof(
  fc.record({
    kind: fc.constant('session' as const),
    sessionKey: fc.constantFrom('morning', 'evening'),
    part: fc.constantFrom('above' as const, 'own' as const),
    order: fc.nat(3),
  }),
  fc.record({
    kind: fc.constant('at' as const),
    slots: time.map((at) => [{ id: '1', time: at }]),
    start: fc.constantFrom('hard' as const, 'soft' as const),
    maxDelayMs: fc.integer({ min: 0, max: 3_600_000 }),
  }),
);

const wishes = fc.array(
  fc.record({
    placement,
    class: fc.constantFrom('normal' as const, 'priority' as const),
    rank: fc.nat(3),
    whenBeaten: fc.constantFrom('queue' as const, 'skip' as const),
    picks: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 25 },
);

const quietRules = fc.array(
  fc.record({
    from: time,
    to: time,
    weekdays: fc.constant(allWeekdays),
    validFrom: fc.constant(null),
    validTo: fc.constant(null),
  }),
  { maxLength: 2 },
);

const input: fc.Arbitrary<DayInput> = fc
  .record({ library, wishes, quietRules })
  .map(({ library, wishes, quietRules }) => {
    const items = library.map(({ seconds, state, expires }, index) =>
      recording(`r${index}`, seconds, { state, expiresAt: expires === null ? null : at(expires) }),
    );
    const broadcasts: RankedBroadcast[] = wishes.map(({ picks, placement, ...rest }, index) =>
      broadcast(
        `b${String(index).padStart(2, '0')}`,
        placement,
        picks.map((pick) => `r${pick % items.length}`),
        rest,
      ),
    );
    const evening = { ...morning, id: 'e', key: 'evening', startsAt: '23:30', latestEnd: '00:30' };
    return day(broadcasts, items, { ...quiet(quietRules), sessions: [morning, evening] });
  });

const seed = Number(process.env['LOA_TEST_SEED'] ?? Date.now() % 2 ** 31);
const check = (name: string, holds: (given: DayInput) => void) =>
  test(`${name} (seed ${seed})`, () => {
    fc.assert(fc.property(input, holds), { seed, numRuns: 300 });
  });

check('never two entries at once', (given) => {
  const { entries } = compileDay(given).playlist;
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1];
    if (next) expect(endOf(entry)).toBeLessThanOrEqual(next.startsAt);
  }
});

check('no frame in quiet hours', (given) => {
  for (const entry of compileDay(given).playlist.entries) {
    const meets = ({ fromMs, toMs }: Span) => fromMs < endOf(entry) && entry.startsAt < toMs;
    expect(given.quiet.filter(meets)).toEqual([]);
  }
});

check(
  'every occurrence has one ruling, and airs with all of its recordings or not at all',
  (given) => {
    const {
      playlist,
      record: { rulings },
    } = compileDay(given);
    expect(rulings.map((ruling) => ruling.broadcastId)).toEqual(
      given.broadcasts.map(({ id }) => id).sort(),
    );
    for (const ruling of rulings) {
      const mine = playlist.entries.filter((entry) => entry.occurrence === ruling.occurrence);
      const items = given.broadcasts.find(({ id }) => id === ruling.broadcastId)?.items ?? [];
      expect(mine.length).toBe(ruling.airs ? items.length : 0);
      if (ruling.airs) expect(mine[0]?.startsAt).toBe(ruling.startsAt);
    }
  },
);

check('only approved recordings inside their validity', (given) => {
  for (const entry of compileDay(given).playlist.entries) {
    const item = [...given.library.values()].find(({ title }) => title === entry.title);
    expect(item?.state).toBe('approved');
    expect(endOf(entry)).toBeLessThanOrEqual(item?.expiresAt ?? Infinity);
  }
});

check('the same input in any order gives the same bytes', (given) => {
  const turned = { ...given, broadcasts: [...given.broadcasts].reverse() };
  expect(canonicalJson(compileDay(turned).playlist)).toBe(
    canonicalJson(compileDay(given).playlist),
  );
});

check('compiled again with its own result it changes nothing', (given) => {
  const { playlist, record } = compileDay(given);
  const before = { entries: playlist.entries, rulings: record.rulings };
  const frozenUntil = at('12:00');
  const now = frozenUntil - freezeMs;
  const urgentFrom = now + urgentLeadMs;
  const again = compileDay({ ...given, before, now, frozenUntil, urgentFrom });
  const later = before.entries.filter((entry) => entry.startsAt < frozenUntil);
  for (const entry of later) expect(again.playlist.entries).toContainEqual(entry);
});
