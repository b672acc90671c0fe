import { describe, expect, it } from 'vitest';
import type { Placement } from '../../../../core/broadcast/broadcast.ts';
import type { Answers } from '../../../../core/compile/answers.ts';
import { noAnswers, pairOf } from '../../../../core/compile/answers.ts';
import { compileDay } from '../../../../core/compile/compile-day.ts';
import type { DayInput } from '../../../../core/compile/day.ts';
import type { RankedBroadcast } from '../../../../core/compile/ranked-broadcast.ts';
import type { Session } from '../../../../core/session/session.ts';
import { localTimeOf } from '../../../../core/time/zoned.ts';
import {
  at,
  broadcast,
  date,
  day,
  hardAt,
  inMorning,
  morning,
  recording,
  zone,
} from './day-input.ts';

const minute = 60_000;
const yesterday = {
  now: at('12:00', '2026-11-22'),
  frozenUntil: at('12:05', '2026-11-22'),
  urgentFrom: at('12:01', '2026-11-22'),
};
const ownFirst: Answers = {
  ...noAnswers,
  first: new Map([[pairOf(`tinh-${date}`, `xa-${date}`), 'own' as const]]),
};
const softAt = (time: string): Placement => ({
  kind: 'at',
  slots: [{ id: '1', time }],
  start: 'soft',
  maxDelayMs: 0,
});

function priority(id: string, placement: Placement, more: Partial<RankedBroadcast> = {}) {
  const isUpper = id.startsWith('tinh');
  const whose = { rank: isUpper ? 0 : 1, ownerAreaId: isUpper ? 'tinh' : 'xa' };
  return broadcast(id, placement, ['r2'], {
    ...whose,
    class: 'priority',
    whenBeaten: 'skip',
    ...more,
  });
}
const both = (upper: Placement, own: Placement, more: Partial<DayInput> = {}) =>
  day([priority('tinh', upper), priority('xa', own)], [recording('r2', 120)], {
    ...yesterday,
    ...more,
  });
const air = (input: DayInput) =>
  compileDay(input).playlist.entries.map(
    (entry) => `${localTimeOf(entry.startsAt, zone).slice(0, 5)} ${entry.key.split('-')[0]}`,
  );
const asks = (input: DayInput) => compileDay(input).record.asks;

describe('a priority bulletin from above against the commune’s own priority item', () => {
  const inSession = (more: Partial<DayInput> = {}) =>
    both(inMorning('above'), inMorning('own'), more);

  it('airs first by default, and the commune is asked until the freeze', () => {
    expect(air(inSession())).toEqual(['05:00 tinh', '05:02 xa']);
    expect(asks(inSession())).toEqual([
      {
        kind: 'decision',
        upper: `tinh-${date}`,
        own: `xa-${date}`,
        ownerAreaId: 'tinh',
        deadline: at('04:55'),
      },
    ]);
    const late = { now: at('04:55'), frozenUntil: at('05:00'), urgentFrom: at('04:56') };
    expect(asks(inSession(late))).toEqual([]);
    expect(air(inSession(late))).toEqual(['05:00 tinh', '05:02 xa']);
  });

  it('follows the commune’s own after the answer; each pays from its own part', () => {
    const input = inSession({ answers: ownFirst });
    expect(air(input)).toEqual(['05:00 xa', '05:02 tinh']);
    const { sessions, rulings } = compileDay(input).record;
    expect(sessions[0]?.parts).toMatchObject([
      { tier: 'above', usedMs: 2 * minute },
      { tier: 'own', usedMs: 2 * minute },
    ]);
    expect(rulings.map(({ part, reason }) => [part, reason])).toEqual([
      ['above', 'placed'],
      ['own', 'placed'],
    ]);
    expect(asks(input)).toHaveLength(1);
  });

  it('keeps both out of each other’s minutes: what its own part does not hold leaves', () => {
    const parts = [morning.parts[0]!, { ...morning.parts[1]!, budgetMs: minute }];
    const sessions: Session[] = [{ ...morning, parts }];
    expect(air(inSession({ sessions, answers: ownFirst }))).toEqual(['05:00 tinh']);
  });

  it('follows what was said for always of its owner, unless this time is said otherwise', () => {
    const standing = { ...noAnswers, standingFirst: new Map([['tinh', 'own' as const]]) };
    expect(air(inSession({ answers: standing }))).toEqual(['05:00 xa', '05:02 tinh']);
    const first = new Map([[pairOf(`tinh-${date}`, `xa-${date}`), 'upper' as const]]);
    const answers = { ...standing, first };
    expect(air(inSession({ answers }))).toEqual(['05:00 tinh', '05:02 xa']);
  });

  it('airs first by default also where the parts stand the other way round', () => {
    const sessions: Session[] = [{ ...morning, parts: morning.parts.toReversed() }];
    expect(air(inSession({ sessions }))).toEqual(['05:00 tinh', '05:02 xa']);
    expect(air(inSession({ sessions, answers: ownFirst }))).toEqual(['05:00 xa', '05:02 tinh']);
  });

  it('lets several of the commune’s own keep their order in front of it', () => {
    const owns = [priority('xa2', inMorning('own', 1)), priority('xa1', inMorning('own', 2))];
    const standingFirst = new Map([['tinh', 'own' as const]]);
    const given = { ...yesterday, answers: { ...noAnswers, standingFirst } };
    const all = [priority('tinh', inMorning('above')), ...owns];
    expect(air(day(all, [recording('r2', 120)], given))).toEqual([
      '05:00 xa2',
      '05:02 xa1',
      '05:04 tinh',
    ]);
  });

  it('puts the commune’s own between two bulletins when it goes before the second alone', () => {
    const uppers = [
      priority('tinh1', inMorning('above', 1)),
      priority('tinh2', inMorning('above', 2)),
    ];
    const first = new Map([[pairOf(`tinh2-${date}`, `xa-${date}`), 'own' as const]]);
    const given = { ...yesterday, answers: { ...noAnswers, first } };
    const all = [...uppers, priority('xa', inMorning('own'))];
    expect(air(day(all, [recording('r2', 120)], given))).toEqual([
      '05:00 tinh1',
      '05:02 xa',
      '05:04 tinh2',
    ]);
  });

  it('ends with a contradiction of answers, and gives the same whatever the order of the broadcasts', () => {
    const all = [
      priority('tinh1', inMorning('above', 1)),
      priority('tinh2', inMorning('above', 2)),
      priority('xa1', inMorning('own', 1)),
      priority('xa2', inMorning('own', 2)),
    ];
    const first = new Map([
      [pairOf(`tinh1-${date}`, `xa2-${date}`), 'own' as const],
      [pairOf(`tinh2-${date}`, `xa1-${date}`), 'own' as const],
    ]);
    const given = { ...yesterday, answers: { ...noAnswers, first } };
    const one = compileDay(day(all, [recording('r2', 120)], given));
    const other = compileDay(day(all.toReversed(), [recording('r2', 120)], given));
    expect(other).toEqual(one);
    expect(one.playlist.entries).toHaveLength(4);
  });

  it('is not asked against normal items, nor where they meet nowhere', () => {
    const normal = day(
      [
        priority('tinh', inMorning('above')),
        broadcast('xa', inMorning('own'), ['r2'], { rank: 1 }),
      ],
      [recording('r2', 120)],
      yesterday,
    );
    expect(asks(normal)).toEqual([]);
    expect(asks(both(hardAt('10:00'), inMorning('own')))).toEqual([]);
    expect(asks(both(hardAt('10:00'), hardAt('10:02')))).toEqual([]);
  });
});

describe('at times of their own that overlap', () => {
  const starts: [string, (time: string) => Placement][] = [
    ['hard', hardAt],
    ['soft', softAt],
  ];
  const cases = starts.flatMap(([upper, up]) =>
    starts.map(([own, of]) => [upper, own, up, of] as const),
  );

  it.each(cases)(
    'both air, a %s bulletin from above before a %s own item, or after it as was answered',
    (_upper, _own, up, of) => {
      expect(air(both(up('10:01'), of('10:00')))).toEqual(['10:01 tinh', '10:03 xa']);
      const answers = ownFirst;
      expect(air(both(up('10:00'), of('10:01'), { answers }))).toEqual(['10:01 xa', '10:03 tinh']);
    },
  );

  it('says that the second waits for the first, and asks before the earlier of both', () => {
    const input = both(hardAt('10:01'), hardAt('10:00'));
    const { rulings, asks: asked } = compileDay(input).record;
    expect(rulings.map(({ reason }) => reason)).toEqual(['placed', 'moved_behind_stronger']);
    expect(asked).toMatchObject([{ deadline: at('09:55') }]);
  });
});
