import { describe, expect, it } from 'vitest';
import { changedSession, splitSession } from '../../../../core/session/change-sessions.ts';
import {
  afterSteps,
  changeSteps,
  faultOfHalf,
  faultOfSteps,
} from '../../../../core/session/many-sessions.ts';
import type { Session } from '../../../../core/session/session.ts';
import { allWeekdays } from '../../../../core/time/zoned.ts';

const morning: Session = {
  ...{ id: 's1', stationId: 'd1', key: 'morning', name: 'Sáng', weekdays: allWeekdays },
  ...{ startsAt: '05:00', latestEnd: '05:45', validFrom: null, validTo: null },
  parts: [
    { tier: 'relay', budgetMs: 30 * 60_000, anchor: null },
    { tier: 'own', budgetMs: 10 * 60_000, anchor: '05:30' },
  ],
  ...{ openingId: 'r1', closingId: null, leadInMs: 3000, tailMs: 1000, stagger: [], modeKeys: [] },
};
const noon: Session = {
  ...morning,
  ...{ id: 's2', key: 'noon', name: 'Trưa', startsAt: '06:00', latestEnd: '06:45' },
  parts: [{ tier: 'own', budgetMs: 60_000, anchor: null }],
};
const today = '2026-12-01';
const made = (one: Session) => ({ ...one, id: 'new' });
const steps = (change: object, from: string | null = null, sessions = [morning, noon]) =>
  changeSteps(sessions, { key: 'morning', from, ...change }, { today, made });

describe('a session that is changed', () => {
  it('takes the parts that begin at a time of their own along with its start, past midnight too', () => {
    const later = changedSession(morning, { startsAt: '05:15', latestEnd: '06:00' });
    expect(later.parts.map(({ anchor }) => anchor)).toEqual([null, '05:45']);
    const night = changedSession(morning, { startsAt: '23:45', latestEnd: '00:30' });
    expect(night.parts.map(({ anchor }) => anchor)).toEqual([null, '00:15']);
    expect(later).toMatchObject({ openingId: 'r1', weekdays: allWeekdays, name: 'Sáng' });
  });

  it('is two from a day on: as it was until then, as it becomes afterwards', () => {
    expect(splitSession(morning, '2026-12-15')).toEqual({
      earlier: { ...morning, validTo: '2026-12-14' },
      later: { ...morning, validFrom: '2026-12-15' },
    });
    const coming = { ...morning, validFrom: '2026-12-15' };
    expect(splitSession(coming, '2026-12-15')).toEqual({ earlier: null, later: coming });
    const over = { ...morning, validTo: '2026-12-14' };
    expect(splitSession(over, '2026-12-15')).toEqual({ earlier: over, later: null });
  });
});

describe('a change of the sessions of one station', () => {
  it('is of those with the key alone, and leaves what has ended', () => {
    const ended = { ...morning, id: 's0', validTo: '2026-11-30' };
    const change = { startsAt: '05:10' };
    expect(steps(change, null, [ended, morning, noon])).toEqual([
      { session: changedSession(morning, change), isNew: false },
    ]);
  });

  it('keeps what airs before its day', () => {
    const taken = steps({ weekdays: [1, 2, 3, 4, 5] }, '2026-12-15');
    const after = afterSteps([morning, noon], taken);
    expect(after).toMatchObject([
      { id: 's1', weekdays: allWeekdays, validTo: '2026-12-14' },
      { id: 's2' },
      { id: 'new', weekdays: [1, 2, 3, 4, 5], validFrom: '2026-12-15', validTo: null },
    ]);
    expect(faultOfSteps([morning, noon], taken)).toBeNull();
  });

  it('is refused where the sessions would meet, have no room for their parts, or are not there', () => {
    const all = [morning, noon];
    const longer = steps({ latestEnd: '06:10' });
    expect(faultOfSteps(all, longer)).toEqual({ code: 'session_overlaps', session: noon });
    const shorter = steps({ latestEnd: '05:20' });
    expect(faultOfSteps(all, shorter)?.code).toBe('session_times_invalid');
    const late = { startsAt: '06:00' };
    const half = (sessions: Session[]) =>
      faultOfHalf(sessions, steps(late, null, sessions), { key: 'morning', ...late });
    expect(half(all)).toMatchObject({ code: 'session_times_invalid', session: { id: 's1' } });
    // Whoever has one that goes past midnight already means it.
    expect(half([{ ...morning, startsAt: '23:45', latestEnd: '00:30' }])).toBeNull();
    expect(faultOfHalf(all, longer, { key: 'morning', latestEnd: '06:10' })).toBeNull();
    const none = steps({ latestEnd: '05:50' }, null, [noon]);
    expect(faultOfSteps([noon], none)?.code).toBe('session_not_found');
  });
});
