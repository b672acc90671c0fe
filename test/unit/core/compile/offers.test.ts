import { describe, expect, it } from 'vitest';
import type { Placement } from '../../../../core/broadcast/broadcast.ts';
import type { Answers, OfferAnswer } from '../../../../core/compile/answers.ts';
import { noAnswers } from '../../../../core/compile/answers.ts';
import { compileDay } from '../../../../core/compile/compile-day.ts';
import type { DayInput } from '../../../../core/compile/day.ts';
import { noLimits } from '../../../../core/guard/guard.ts';
import type { Session } from '../../../../core/session/session.ts';
import { addDays, localTimeOf } from '../../../../core/time/zoned.ts';
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
const afternoon: Session = {
  ...{ ...morning, id: 'afternoon1', key: 'afternoon', name: 'Buổi chiều' },
  ...{ startsAt: '17:00', latestEnd: '17:45' },
};
const occurrence = `tin-${date}`;
/** Five minutes before air nothing is asked any more. */
const before = (time: string, day?: string) => ({
  now: at(time, day),
  frozenUntil: at(time, day) + 5 * minute,
  urgentFrom: at(time, day) + minute,
});
const yesterday = before('12:00', '2026-11-22');
const said = (answer: OfferAnswer): Answers => ({
  ...noAnswers,
  offers: new Map([[occurrence, answer]]),
});
const always = (answer: OfferAnswer): Answers => ({
  ...noAnswers,
  standingOffers: new Map([['tinh', answer]]),
});
const intoAfternoon = { is: 'accepted', sessionKey: 'afternoon' } as const;

/** A normal bulletin of the province, of a minute, in a commune with two sessions. */
function fromAbove(placement: Placement, more: Partial<DayInput> = {}): DayInput {
  const bulletin = broadcast('tin', placement, ['r1'], { rank: 0, ownerAreaId: 'tinh' });
  const sessions = [morning, afternoon];
  return day([bulletin], [recording('r1', 60)], { sessions, ...yesterday, ...more });
}
const offerIn = (input: DayInput) => compileDay(input).record.asks[0] ?? null;
const rulingIn = (input: DayInput) => compileDay(input).record.rulings[0];
const air = (input: DayInput) =>
  compileDay(input).playlist.entries.map(
    (entry) => `${localTimeOf(entry.startsAt, zone).slice(0, 5)} ${entry.key.split('-')[0]}`,
  );

describe('a normal bulletin from above at an hour of its own', () => {
  it('is offered with its length, its hour and the next session that has room for it', () => {
    expect(offerIn(fromAbove(hardAt('10:00')))).toEqual({
      kind: 'offer',
      occurrence,
      broadcastId: 'tin',
      ownerAreaId: 'tinh',
      because: 'offered',
      soundMs: minute,
      startsAt: at('10:00'),
      mayAirAsAsked: true,
      suggests: 'afternoon',
      deadline: at('09:55'),
    });
    expect(rulingIn(fromAbove(hardAt('10:00')))).toMatchObject({ airs: false, reason: 'offered' });
  });

  it('does not air when nobody has answered at the freeze, and nobody is asked any more', () => {
    const input = fromAbove(hardAt('10:00'), before('09:55'));
    expect(offerIn(input)).toBeNull();
    expect(air(input)).toEqual([]);
  });

  it('is suggested for the session in whose time its hour lies', () => {
    expect(offerIn(fromAbove(hardAt('17:10')))).toMatchObject({ suggests: 'afternoon' });
    expect(offerIn(fromAbove(hardAt('17:45')))).toMatchObject({ suggests: 'morning' });
  });

  it('airs in the session that the commune picked, after its own, from the minutes of its own part', () => {
    const own = broadcast('xa', { ...inMorning(), sessionKey: 'afternoon' } as Placement, ['r1']);
    const input = fromAbove(hardAt('10:00'), { answers: said(intoAfternoon) });
    const both = { ...input, broadcasts: [...input.broadcasts, own] };
    expect(air(both)).toEqual(['17:00 xa', '17:01 tin']);
    const { rulings, sessions } = compileDay(both).record;
    expect(rulings[0]).toMatchObject({ sessionKey: 'afternoon', part: 'own', reason: 'placed' });
    expect(sessions[1]?.parts).toMatchObject([
      { tier: 'above', usedMs: 0 },
      { tier: 'own', usedMs: 2 * minute },
    ]);
  });

  it('airs at its own hour when it was accepted as it was asked', () => {
    const answers = said({ is: 'accepted', sessionKey: null });
    expect(air(fromAbove(hardAt('10:00'), { answers }))).toEqual(['10:00 tin']);
  });

  it('is still asked while an answer can be changed, and not after', () => {
    const answers = said({ is: 'declined' });
    expect(offerIn(fromAbove(hardAt('10:00'), { answers }))).toMatchObject({ because: 'offered' });
    expect(rulingIn(fromAbove(hardAt('10:00'), { answers }))?.reason).toBe('declined');
    expect(offerIn(fromAbove(hardAt('10:00'), { answers, ...before('09:56') }))).toBeNull();
  });

  it('airs without a question once the commune has said yes for always to its owner', () => {
    expect(air(fromAbove(hardAt('10:00'), { answers: always(intoAfternoon) }))).toEqual([
      '17:00 tin',
    ]);
    const answers = { ...always(intoAfternoon), offers: said({ is: 'declined' }).offers };
    expect(rulingIn(fromAbove(hardAt('10:00'), { answers }))?.reason).toBe('declined');
  });

  it('says nothing of another owner’s bulletins, nor of priority ones', () => {
    const input = fromAbove(hardAt('10:00'), { answers: always({ is: 'declined' }) });
    const [bulletin] = input.broadcasts;
    const other = { ...input, broadcasts: [{ ...bulletin!, ownerAreaId: 'huyen' }] };
    expect(rulingIn(other)?.reason).toBe('offered');
    const priority = { ...input, broadcasts: [{ ...bulletin!, class: 'priority' as const }] };
    expect(rulingIn(priority)).toMatchObject({ airs: true, reason: 'placed' });
    expect(offerIn(priority)).toBeNull();
  });

  it('stays a priority bulletin that airs, though it was declined when it was a normal one', () => {
    const input = fromAbove(hardAt('10:00'), { answers: said({ is: 'declined' }) });
    const [bulletin] = input.broadcasts;
    const raised = { ...input, broadcasts: [{ ...bulletin!, class: 'priority' as const }] };
    expect(rulingIn(raised)?.airs).toBe(true);
  });

  it('is not offered where it could not air anyway', () => {
    const unapproved = recording('r1', 60, { state: 'not_approved' });
    const input = day(
      [broadcast('tin', hardAt('10:00'), ['r1'], { rank: 0 })],
      [unapproved],
      yesterday,
    );
    expect(offerIn(input)).toBeNull();
    expect(rulingIn(input)?.reason).toBe('not_approved');
    const limits = { ...noLimits, isAirDay: false };
    expect(offerIn(fromAbove(hardAt('10:00'), { limits }))).toBeNull();
  });

  it('can be taken into a later session when it was to air at once', () => {
    const now: Placement = { kind: 'now', atMs: at('09:00'), interrupts: false };
    const offer = offerIn(fromAbove(now, before('09:00')));
    expect(offer).toMatchObject({
      mayAirAsAsked: false,
      suggests: 'afternoon',
      startsAt: at('09:00'),
      deadline: at('16:55'),
    });
    const answers = said(intoAfternoon);
    expect(air(fromAbove(now, { ...before('09:01'), answers }))).toEqual(['17:00 tin']);
  });
});

describe('the part above is the standing agreement', () => {
  const above = (more: Partial<DayInput> = {}) => fromAbove(inMorning('above'), more);

  it('airs without asking, whatever was said for always of offers', () => {
    expect(air(above())).toEqual(['05:00 tin']);
    expect(offerIn(above())).toBeNull();
    expect(air(above({ answers: always({ is: 'declined' }) }))).toEqual(['05:00 tin']);
    expect(air(above({ answers: always(intoAfternoon) }))).toEqual(['05:00 tin']);
  });

  it('asks for a session for what its budget does not hold, and airs it there from the own part', () => {
    const budget = {
      ...morning,
      parts: [{ ...morning.parts[0]!, budgetMs: 30_000 }, morning.parts[1]!],
    };
    const sessions = [budget, afternoon];
    expect(offerIn(above({ sessions }))).toMatchObject({
      because: 'part_full',
      mayAirAsAsked: false,
      suggests: 'morning',
      deadline: at('04:55'),
    });
    const answers = said({ is: 'accepted', sessionKey: 'morning' });
    expect(air(above({ sessions, answers }))).toEqual(['05:00 tin']);
    expect(rulingIn(above({ sessions, answers }))?.part).toBe('own');
  });
});

describe('what the commune picked has no room', () => {
  const own = { ...afternoon.parts[1]!, budgetMs: 30_000 };
  const small = { ...afternoon, parts: [afternoon.parts[0]!, own] };

  it('is not suggested', () => {
    expect(offerIn(fromAbove(hardAt('10:00'), { sessions: [small] }))).toMatchObject({
      suggests: null,
    });
  });

  it('leaves whole, is not tried elsewhere, and the ruling names session and part', () => {
    const answers = said(intoAfternoon);
    const input = fromAbove(hardAt('10:00'), { sessions: [morning, small], answers });
    expect(air(input)).toEqual([]);
    expect(rulingIn(input)).toMatchObject({
      reason: 'part_full',
      sessionKey: 'afternoon',
      part: 'own',
    });
    expect(compileDay(input).record.guests).toEqual([]);
  });
});

describe('the approval of the week', () => {
  it('is asked of what is the commune’s own, by version; what comes from above is not its to approve', () => {
    const own = broadcast('xa', hardAt('10:00'), ['r1'], { version: 3 });
    const upper = broadcast('tinh', inMorning('above'), ['r1'], { rank: 0 });
    const reasons = (approved: string[] | null) => {
      const given = { ...yesterday, approved: approved && new Set(approved) };
      const { rulings } = compileDay(day([own, upper], [recording('r1', 60)], given)).record;
      return rulings.map(({ reason }) => reason);
    };
    expect(reasons([])).toEqual(['placed', 'week_not_approved']);
    expect(reasons(['xa@2'])).toEqual(['placed', 'week_not_approved']);
    expect(reasons(['xa@3'])).toEqual(['placed', 'placed']);
    expect(reasons(null)).toEqual(['placed', 'placed']);
  });

  it('of a guest holds for what was approved, not for what was made of it since', () => {
    const full = { ...morning, parts: [{ ...morning.parts[1]!, budgetMs: 30_000 }] };
    const own = (version: number) =>
      broadcast('xa', inMorning(), ['r1'], { version, overflow: { kind: 'next', withinDays: 7 } });
    const items = [recording('r1', 60)];
    const first = { ...yesterday, sessions: [full], approved: new Set(['xa@1']) };
    const { guests } = compileDay(day([own(1)], items, first)).record;
    const second = { date: addDays(date, 1), guests, ...before('12:00', date) };
    const heard = (version: number, approved: string[]) =>
      air(day([own(version)], items, { ...second, approved: new Set(approved) }));
    expect(heard(1, [])).toEqual(['05:00 xa']);
    expect(heard(2, [])).toEqual([]);
    expect(heard(2, ['xa@2'])).toEqual(['05:00 xa']);
  });
});
