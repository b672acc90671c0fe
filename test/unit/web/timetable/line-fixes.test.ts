import { expect, it } from 'vitest';
import type { OccurrenceAnswer, SessionFillAnswer } from '../../../../contract/http/occurrences.ts';
import { session } from '../../../../contract/http/sessions.ts';
import type { Role } from '../../../../core/access/roles.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import DaySessions from '../../../../web/features/timetable/DaySessions.vue';
import { mountPart } from '../console-part.ts';

const minute = 60_000;
// Of a day to come, whenever that is.
const date = addDays(new Date().toISOString().slice(0, 10), 3);
const startsAt = Date.parse(`${date}T05:00:00Z`);
const sessionOf = (key: string, name: string) =>
  session.parse({
    ...{ id: key, stationId: 's1', key, name, weekdays: [1, 2, 3, 4, 5, 6, 7], version: 1 },
    ...{ startsAt: '05:00:00', latestEnd: '05:45:00', validFrom: null, validTo: null },
    parts: [{ tier: 'own', budgetMs: 10 * minute, anchor: null }],
  });
const fill = (sessionKey: string, usedMs: number): SessionFillAnswer => ({
  ...{ stationId: 's1', date, sessionKey, name: sessionKey, startsAt, latestEnd: 0, endsAt: 0 },
  leftMs: 10 * minute - usedMs,
  parts: [{ tier: 'own', budgetMs: 10 * minute, usedMs }],
});
const line: OccurrenceAnswer = {
  ...{ id: `b1-${date}`, broadcastId: 'b1', title: 'Tin dài', programmeId: null },
  ...{ class: 'normal', ownerAreaId: 'a1', stationId: 's1', stationName: 'Đài', date },
  ...{ sessionKey: 'morning', part: 'own', airs: false, reason: 'part_full' },
  ...{
    startsAt: null,
    durationMs: 3 * minute,
    stopped: false,
    endpointCount: 1,
    stoppedCount: 0,
    beatenBy: null,
  },
};

function open(role: Role, more: Partial<OccurrenceAnswer> = {}) {
  const { wrapper } = mountPart(DaySessions, {
    props: {
      place: { stationId: 's1', date, sessionKey: 'morning' },
      compiled: {
        items: [{ ...line, ...more }],
        sessions: [fill('morning', 9 * minute), fill('evening', 2 * minute)],
      },
      mark: undefined,
    },
    me: { id: 'u1', roles: [role] },
    places: {
      stations: new Map([['s1', { id: 's1', areaId: 'a1', zone: 'Asia/Ho_Chi_Minh' }]]),
      sessions: [sessionOf('morning', 'Sáng'), sessionOf('evening', 'Tối')],
    },
  });
  return wrapper;
}

it('offers an over-full session its ways out, one press each', () => {
  const wrapper = open('operator');
  const ways = wrapper.get('[role=group][aria-label="Cách xử lý cho “Tin dài”"]').findAll('a');
  expect(ways.map((one) => [one.text(), one.attributes('href')])).toEqual([
    [
      'Dời sang buổi evening (còn 8′)',
      `/timetable/broadcasts/b1?day=${date}&scope=day&to=${date}&session=evening`,
    ],
    ['Ghi đè mục khác', `/timetable/broadcasts/b1?day=${date}&scope=day`],
  ]);
  // Three minutes, of which one has room.
  expect(wrapper.text()).toContain('Kéo dài buổi Sáng thêm 2 phút');
});

it('offers nobody what they may not do, and no longer session where a rule caps it', () => {
  expect(open('leader').find('[role=group]').exists()).toBe(false);
  expect(open('leader').text()).not.toContain('Kéo dài');
  expect(open('operator', { reason: 'session_cap' }).text()).not.toContain('Kéo dài');
  expect(open('operator', { airs: true, reason: 'placed' }).find('[role=group]').exists()).toBe(
    false,
  );
});
