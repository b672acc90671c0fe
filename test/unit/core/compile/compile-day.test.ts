import { expect, test } from 'vitest';
import { compileDay } from '../../../../core/compile/compile-day.ts';
import { noAnswers } from '../../../../core/compile/answers.ts';
import type { DayInput } from '../../../../core/compile/day.ts';
import { allWeekdays, localTimeOf } from '../../../../core/time/zoned.ts';
import {
  at,
  broadcast,
  day,
  hardAt,
  inMorning,
  morning,
  quiet,
  recording,
  zone,
} from './day-input.ts';

const air = (input: DayInput) =>
  compileDay(input).playlist.entries.map(
    (entry) => `${localTimeOf(entry.startsAt, zone)} ${entry.key.replace(/-2026-11-23/, '')}`,
  );
const reasons = (input: DayInput) =>
  Object.fromEntries(compileDay(input).record.rulings.map((r) => [r.broadcastId, r.reason]));

/** A day as the next compile finds it. */
const compiled = (input: DayInput): DayInput['before'] => {
  const { playlist, record } = compileDay(input);
  return { entries: playlist.entries, rulings: record.rulings };
};

test('items of a session follow each other from its start, above before own', () => {
  const input = day(
    [
      broadcast('own1', inMorning('own'), ['r1', 'r2']),
      broadcast('up1', inMorning('above'), ['r3'], { rank: 0 }),
    ],
    [recording('r1', 60), recording('r2', 30), recording('r3', 90)],
  );
  expect(air(input)).toEqual(['05:00:00 up1/0', '05:01:30 own1/0', '05:02:30 own1/1']);
  expect(reasons(input)).toEqual({ own1: 'placed', up1: 'placed' });
});

test('priority goes before normal in its part, whatever the order given', () => {
  const input = day(
    [
      broadcast('first', inMorning('own', 1), ['r1']),
      broadcast('urgent', inMorning('own', 9), ['r1'], { class: 'priority' }),
    ],
    [recording('r1', 60)],
  );
  expect(air(input)).toEqual(['05:00:00 urgent/0', '05:01:00 first/0']);
});

test('what was put into frozen air goes first on that day, and not on the later days of its series', () => {
  const before = (date: string, urgentSince: number) =>
    air(
      day(
        [
          broadcast('usual', inMorning('own', 1), ['r1']),
          broadcast('once', inMorning('own', 9), ['r1'], { urgentSince }),
        ],
        [recording('r1', 60)],
        { now: at('04:58', date), frozenUntil: at('04:58', date), urgentFrom: at('04:58', date) },
      ),
    );
  const [usual, once] = ['usual/0', 'once/0'];
  expect(before('2026-11-23', at('04:57'))).toEqual([`05:00:00 ${once}`, `05:01:00 ${usual}`]);
  expect(before('2026-11-22', at('04:57', '2026-11-22'))).toEqual([
    `05:00:00 ${usual}`,
    `05:01:00 ${once}`,
  ]);
});

test('what does not fit the budget of its part leaves whole and says so', () => {
  const input = day(
    [
      broadcast('long', inMorning('above', 1), ['r9']),
      broadcast('short', inMorning('above', 2), ['r5']),
    ],
    [recording('r9', 540), recording('r5', 300)],
  );
  expect(air(input)).toEqual(['05:00:00 long/0']);
  expect(reasons(input)).toEqual({ long: 'placed', short: 'part_full' });
});

test('what would end after the session must have ended leaves whole', () => {
  const tight = {
    ...morning,
    latestEnd: '05:02',
    parts: [{ ...morning.parts[1]!, budgetMs: 9e5 }],
  };
  const input = day(
    [broadcast('a', inMorning('own', 1), ['r1']), broadcast('b', inMorning('own', 2), ['r2'])],
    [recording('r1', 90), recording('r2', 31)],
    { sessions: [tight] },
  );
  expect(reasons(input)).toEqual({ a: 'placed', b: 'session_full' });
});

test('a hard broadcast keeps its instant and the session flows around it without cutting speech', () => {
  const input = day(
    [broadcast('hard', hardAt('05:02'), ['r1']), broadcast('flow', inMorning(), ['r3'])],
    [recording('r1', 60), recording('r3', 180)],
  );
  expect(air(input)).toEqual(['05:02:00 hard/0', '05:03:00 flow/0']);
});

test('of two broadcasts at one time the stronger has it; the weaker waits or leaves as it was told', () => {
  const weaker = (whenBeaten: 'queue' | 'skip') =>
    day(
      [
        broadcast('weak', hardAt('10:00'), ['r1'], { whenBeaten }),
        broadcast('strong', hardAt('10:00'), ['r1'], { class: 'priority' }),
      ],
      [recording('r1', 60)],
    );
  expect(air(weaker('queue'))).toEqual(['10:00:00 strong/0', '10:01:00 weak/0']);
  expect(reasons(weaker('queue'))).toMatchObject({ weak: 'moved_behind_stronger' });
  expect(air(weaker('skip'))).toEqual(['10:00:00 strong/0']);
  expect(reasons(weaker('skip'))).toMatchObject({ weak: 'beaten' });
});

test('the higher tier wins inside a class', () => {
  const given = { class: 'priority', whenBeaten: 'skip' } as const;
  const input = day(
    [
      broadcast('a_district', hardAt('10:00'), ['r1'], { ...given, rank: 1 }),
      broadcast('b_province', hardAt('10:00'), ['r1'], { ...given, rank: 0 }),
    ],
    [recording('r1', 60)],
    { rank: 2 },
  );
  expect(air(input)).toEqual(['10:00:00 b_province/0']);
});

test('a normal bulletin from above at an hour of its own waits for the yes of the commune', () => {
  const input = (answers: DayInput['answers']) =>
    day(
      [
        broadcast('province', hardAt('10:00'), ['r1'], { rank: 0 }),
        broadcast('commune', hardAt('10:00'), ['r1']),
      ],
      [recording('r1', 60)],
      { answers },
    );
  expect(reasons(input(noAnswers))).toEqual({ province: 'offered', commune: 'placed' });
  const yes = { is: 'accepted' as const, sessionKey: null };
  const accepted = { ...noAnswers, offers: new Map([['province-2026-11-23', yes]]) };
  expect(air(input(accepted))).toEqual(['10:00:00 province/0', '10:01:00 commune/0']);
});

test('an item that may not air beats nobody', () => {
  const input = day(
    [
      broadcast('strong', hardAt('10:00'), ['r2'], { class: 'priority' }),
      broadcast('weak', hardAt('10:00'), ['r1'], { whenBeaten: 'skip' }),
    ],
    [recording('r1', 60), recording('r2', 60, { expiresAt: at('09:00') })],
  );
  expect(air(input)).toEqual(['10:00:00 weak/0']);
  expect(reasons(input)).toEqual({ strong: 'expired', weak: 'placed' });
});

test.each([
  ['not_approved', recording('r1', 60, { state: 'not_approved' })],
  ['withdrawn', recording('r1', 60, { state: 'withdrawn' })],
  ['not_yet_valid', recording('r1', 60, { notBefore: at('06:00') })],
  ['expired', recording('r1', 60, { expiresAt: at('05:00:30') })],
  ['no_rendition', recording('r1', 60, { profiles: {} })],
] as const)('a recording that is %s does not air, and the ruling names it', (reason, item) => {
  const { playlist, record } = compileDay(day([broadcast('b', inMorning(), ['r1'])], [item]));
  expect(playlist.entries).toEqual([]);
  expect(record.rulings).toMatchObject([{ reason, recordingId: 'r1', airs: false }]);
});

const night = { from: '21:00', to: '05:00', weekdays: allWeekdays, validFrom: null, validTo: null };

test('incident of 5/12/2025: a broadcast set to 03:15 does not sound in quiet hours', () => {
  const input = day([broadcast('relay', hardAt('03:15'), ['r1'])], [recording('r1', 60)], {
    ...quiet([night]),
  });
  expect(air(input)).toEqual([]);
  expect(reasons(input)).toEqual({ relay: 'quiet_hours' });
});

test('an entry that would run into quiet hours is dropped, one that ends when they begin is not', () => {
  const input = (time: string) =>
    day([broadcast('b', hardAt(time), ['r1'])], [recording('r1', 60)], quiet([night]));
  expect(reasons(input('20:59:01'))).toEqual({ b: 'quiet_hours' });
  expect(reasons(input('20:59:00'))).toEqual({ b: 'placed' });
});

test('a session that crosses midnight belongs to the day it starts', () => {
  const late = { ...morning, startsAt: '23:59', latestEnd: '00:10' };
  const input = day(
    [broadcast('b', inMorning(), ['r1', 'r2'])],
    [recording('r1', 50), recording('r2', 50)],
    {
      sessions: [late],
    },
  );
  expect(air(input)).toEqual(['23:59:00 b/0', '23:59:50 b/1']);
});

test('what yesterday still plays is not moved by today', () => {
  const input = day([broadcast('b', hardAt('00:00'), ['r1'])], [recording('r1', 60)], {
    busyUntil: at('00:01'),
  });
  expect(air(input)).toEqual(['00:01:00 b/0']);
});

test('what is on air or about to be stays where it is when something stronger arrives', () => {
  const items = [recording('r1', 60), recording('r2', 60)];
  const before = compiled(day([broadcast('a', inMorning(), ['r1'])], items));
  const input = day(
    [
      broadcast('a', inMorning(), ['r1']),
      broadcast('b', inMorning(), ['r2'], { class: 'priority' }),
    ],
    items,
    { before, now: at('05:00:10'), frozenUntil: at('05:00:25') },
  );
  expect(air(input)).toEqual(['05:00:00 a/0', '05:01:00 b/0']);
  expect(reasons(input)).toEqual({ a: 'placed', b: 'placed' });
});

test('a withdrawn recording leaves even inside the freeze, and what has ended stays in history', () => {
  const items = [recording('r1', 60), recording('r2', 60)];
  const broadcasts = [broadcast('a', inMorning(), ['r1', 'r2'])];
  const before = compiled(day(broadcasts, items));
  const input = day(
    broadcasts,
    [recording('r1', 60), recording('r2', 60, { state: 'withdrawn' })],
    {
      before,
      now: at('05:01:30'),
      frozenUntil: at('05:01:45'),
    },
  );
  expect(air(input)).toEqual(['05:00:00 a/0']);
});

test('nothing is inserted into the past', () => {
  const input = day([broadcast('b', hardAt('10:00'), ['r1'])], [recording('r1', 60)], {
    now: at('10:00:01'),
    frozenUntil: at('10:00:16'),
  });
  expect(reasons(input)).toEqual({ b: 'too_late' });
});

test('a session without the part, and a day without the session, are named', () => {
  const items = [recording('r1', 60)];
  const relay = broadcast('a', { ...inMorning(), part: 'relay' } as never, ['r1']);
  expect(reasons(day([relay], items))).toEqual({ a: 'part_missing' });
  const sunday = { ...morning, weekdays: [7] as const };
  const input = day([broadcast('a', inMorning(), ['r1'])], items, { sessions: [sunday] });
  expect(reasons(input)).toEqual({ a: 'no_session' });
});

test('what was placed after its session is told so, and what had no room before still has none', () => {
  const tight = { ...morning, parts: [{ ...morning.parts[1]!, budgetMs: 60_000 }] };
  const items = [recording('r1', 60)];
  const full = [broadcast('a', inMorning('own', 1), ['r1']), broadcast('b', inMorning(), ['r1'])];
  const before = compiled(day(full, items, { sessions: [tight] }));
  const late = broadcast('c', inMorning('own', 3), ['r1']);
  const then = (now: string, frozenUntil: string) =>
    day([...full, late], items, {
      ...{ sessions: [tight], before, now: at(now), frozenUntil: at(frozenUntil) },
    });
  const told = { a: 'part_full', b: 'placed' };
  expect(reasons(then('05:20', '05:25'))).toEqual({ ...told, c: 'part_full' });
  const ending = then('05:42', '05:47');
  expect(reasons(ending)).toEqual({ ...told, c: 'too_late' });
  const over = then('06:00', '06:05');
  expect(reasons(over)).toEqual({ ...told, c: 'session_over' });
  // What was too late when it was placed does not turn into something else at the end of the session.
  expect(reasons({ ...over, before: compiled(ending) })).toEqual({ ...told, c: 'too_late' });
  expect(air(over)).toEqual(['05:00:00 b/0']);
});

test('what was moved from a full session into one that is over is told of the latter', () => {
  const evening = { ...morning, id: 'e', key: 'evening', startsAt: '19:00', latestEnd: '19:45' };
  const full = { ...evening, parts: [{ ...morning.parts[1]!, budgetMs: 1000 }] };
  const items = [recording('r1', 60)];
  const inEvening = { ...inMorning(), sessionKey: 'evening' } as never;
  const sessions = [morning, full];
  const before = compiled(day([broadcast('a', inEvening, ['r1'])], items, { sessions }));
  expect(before.rulings[0]?.reason).toBe('part_full');
  const moved = day([broadcast('a', inMorning(), ['r1'])], items, {
    ...{ sessions, before, now: at('06:00'), frozenUntil: at('06:05') },
  });
  expect(reasons(moved)).toEqual({ a: 'session_over' });
});

test('what comes after its session still looks for room in the next', () => {
  const evening = { ...morning, id: 'e', key: 'evening', startsAt: '19:00', latestEnd: '19:45' };
  const input = day(
    [broadcast('a', inMorning(), ['r1'], { overflow: { kind: 'next', withinDays: 1 } })],
    [recording('r1', 60)],
    { sessions: [morning, evening], now: at('06:00'), frozenUntil: at('06:05') },
  );
  expect(air(input)).toEqual(['19:00:00 a/0']);
  expect(reasons(input)).toEqual({ a: 'guest' });
});
