import { expect, it } from 'vitest';
import type { OccurrenceAnswer, SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import { session } from '../../../contract/http/sessions.ts';
import { dayPlanOf, planner, stationWeeks } from '../../../web/features/timetable/day-plan.ts';

const minute = 60_000;
const monday = '2026-11-23';
const morning = session.parse({
  ...{ id: 's1', stationId: 'd1', key: 'morning', name: 'Sáng', weekdays: [1] },
  ...{ startsAt: '05:00', latestEnd: '05:45', validFrom: null, validTo: null, version: 1 },
  parts: [{ tier: 'own', budgetMs: 10 * minute, anchor: null }],
});
const fill = (rest: Partial<SessionFillAnswer>): SessionFillAnswer => ({
  ...{ stationId: 'd1', date: monday, sessionKey: 'morning', name: 'Sáng' },
  ...{ startsAt: 0, latestEnd: 0, endsAt: 0, leftMs: 4 * minute },
  parts: [{ tier: 'own', budgetMs: 10 * minute, usedMs: 6 * minute }],
  ...rest,
});
const freeMs = (sessions: SessionFillAnswer[], date = monday) =>
  dayPlanOf('d1', date, [morning], { items: [], sessions }).sessions.map(({ bar }) => bar.freeMs);

it('shows a session as full as it is where its villages leave the least room', () => {
  expect(freeMs([fill({}), fill({ leftMs: minute }), fill({ leftMs: 7 * minute })])).toEqual([
    minute,
  ]);
});

it('takes no other station, day or session for its own', () => {
  const others = [
    fill({ stationId: 'd2', leftMs: 0 }),
    fill({ date: '2026-11-30', leftMs: 0 }),
    fill({ sessionKey: 'evening', leftMs: 0 }),
  ];
  expect(freeMs(others)).toEqual([10 * minute]);
  expect(freeMs(others, '2026-11-24')).toEqual([]);
});

it('gives every station that was asked for a week of its own, also an empty one', () => {
  const mine = fill({});
  const weeks = new Map(stationWeeks(['d1', 'd2'], { items: [], sessions: [mine] }, 5));
  expect(weeks.get('d1')).toEqual({ items: [], sessions: [mine], toldAt: 5 });
  expect(weeks.get('d2')).toEqual({ items: [], sessions: [], toldAt: 5 });
  expect(weeks.has('d3')).toBe(false);
});

it('makes a plan once of what was told, and anew of what is told later', () => {
  const plan = planner([morning]);
  const told = { items: [], sessions: [fill({})] };
  const first = plan(told, 'd1', monday);
  expect(plan(told, 'd1', monday)).toBe(first);
  const later = plan({ items: [], sessions: [fill({ leftMs: minute })] }, 'd1', monday);
  expect(later.sessions.map(({ bar }) => bar.freeMs)).toEqual([minute]);
});

it('tells the lines of one programme, and of how many others it does not tell', () => {
  const line = (id: string, rest: Partial<OccurrenceAnswer>): OccurrenceAnswer => ({
    ...{ id, broadcastId: id, title: id, programmeId: null, class: 'normal', ownerAreaId: 'a' },
    ...{ stationId: 'd1', stationName: 'Đài', date: monday, sessionKey: 'morning', part: 'own' },
    ...{ airs: true, reason: 'placed', startsAt: 0, durationMs: minute, stopped: false },
    ...{ endpointCount: 1, stoppedCount: 0, beatenBy: null, ...rest },
  });
  const told = {
    sessions: [fill({})],
    items: [
      line('one', { programmeId: 'p1' }),
      line('two', { programmeId: 'p2' }),
      line('three', {}),
      line('four', { sessionKey: null, programmeId: 'p2' }),
    ],
  };
  const shown = (programmeId: string) => {
    const plan = planner([morning], programmeId)(told, 'd1', monday);
    const [session] = plan.sessions;
    const names = (lines: OccurrenceAnswer[] = []) => lines.map(({ id }) => id);
    return {
      ...{ inside: names(session?.occurrences), hidden: session?.hidden },
      ...{ loose: names(plan.loose), looseHidden: plan.hidden, freeMs: session?.bar.freeMs },
    };
  };
  const freeMs = 4 * minute;
  const all = ['one', 'two', 'three'];
  expect(shown('')).toEqual({ inside: all, hidden: 0, loose: ['four'], looseHidden: 0, freeMs });
  expect(shown('p1')).toEqual({ inside: ['one'], hidden: 2, loose: [], looseHidden: 1, freeMs });
  expect(shown('p2')).toEqual({
    ...{ inside: ['two'], hidden: 2, loose: ['four'], looseHidden: 0, freeMs },
  });
});
