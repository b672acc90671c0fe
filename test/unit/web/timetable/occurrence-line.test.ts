import { expect, it } from 'vitest';
import type { OccurrenceAnswer } from '../../../../contract/http/occurrences.ts';
import OccurrenceLine from '../../../../web/features/timetable/OccurrenceLine.vue';
import { mountPart } from '../console-part.ts';

const occurrence: OccurrenceAnswer = {
  ...{ id: 'b1-2026-11-30', broadcastId: 'b1', title: 'Tin tỉnh', programmeId: null },
  ...{ class: 'normal', ownerAreaId: 'a1', stationId: 's1', stationName: 'Đài' },
  date: '2026-11-30',
  ...{ sessionKey: 'morning', part: 'own', airs: true, reason: 'placed' },
  ...{ startsAt: Date.UTC(2026, 10, 29, 22), durationMs: 60_000, stopped: false, beatenBy: null },
};

function editOf(given: Partial<OccurrenceAnswer>): string | undefined {
  const { wrapper } = mountPart(OccurrenceLine, {
    props: { occurrence: { ...occurrence, ...given }, endpoints: [] },
    me: { id: 'u1', roles: ['operator'] },
  });
  return wrapper
    .findAll('a')
    .find((one) => one.text() === 'Sửa')
    ?.attributes('href');
}

it('opens the day of the series that it is, also where it airs on a later one', () => {
  const path = '/timetable/broadcasts/b1?day=2026-11-30';
  expect(editOf({})).toBe(path);
  expect(editOf({ date: '2026-12-01' })).toBe(path);
});
