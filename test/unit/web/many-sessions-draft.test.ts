import { expect, it } from 'vitest';
import { sessionRoutes } from '../../../contract/http/sessions.ts';
import type { RuleLine } from '../../../contract/http/rule-change.ts';
import {
  emptyManySessions,
  fullDays,
  manySessionsOf,
} from '../../../web/features/places/many-sessions-draft.ts';

const empty = emptyManySessions('morning');

it('asks for what is filled in alone, and for nothing while nothing changes', () => {
  expect(manySessionsOf(empty)).toBeNull();
  expect(manySessionsOf({ ...empty, startsAt: '05:30', from: '2026-12-15' })).toEqual({
    ...{ kind: 'change', key: 'morning', startsAt: '05:30', from: '2026-12-15' },
  });
  const days = { ...empty, changesDays: true, weekdays: [1, 3] as (1 | 3)[] };
  expect(manySessionsOf(days)).toEqual({
    ...{ kind: 'change', key: 'morning', weekdays: [1, 3], from: null },
  });
});

it('adds a session once it has a name, hours and a part', () => {
  const added = { ...empty, kind: 'add' as const, key: 'noon', name: 'Buổi trưa' };
  expect(manySessionsOf(added)).toBeNull();
  const hours = { startsAt: '11:00', latestEnd: '11:30' };
  const act = manySessionsOf({ ...added, ...hours });
  expect(act).toMatchObject({
    ...{ kind: 'add', key: 'noon', name: 'Buổi trưa', ...hours, from: null },
    parts: [{ tier: 'above' }, { tier: 'own' }],
  });
  expect(sessionRoutes.changeMany.body?.parse({ stationIds: ['d1'], act })).toBeTruthy();
  const minutes = { relay: '', above: '', own: '0' };
  expect(manySessionsOf({ ...added, ...hours, minutes })).toBeNull();
});

it('names the days that become too full, station by station', () => {
  const line = (stationId: string, date: string, reason: string): RuleLine => ({
    ...{ stationId, stationName: '', date, occurrence: `b-${date}`, title: '', reason },
    ...{ startsAt: 0, endpoints: 1 },
  });
  const lost = [
    line('d1', '2026-12-02', 'session_full'),
    line('d1', '2026-12-02', 'part_full'),
    line('d2', '2026-12-02', 'no_session'),
    line('d1', '2026-12-01', 'session_full'),
  ];
  expect(fullDays(lost)).toEqual([{ stationId: 'd1', dates: ['2026-12-01', '2026-12-02'] }]);
});
