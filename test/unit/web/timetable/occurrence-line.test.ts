import { expect, it } from 'vitest';
import type { OccurrenceAnswer } from '../../../../contract/http/occurrences.ts';
import type { Role } from '../../../../core/access/roles.ts';
import OccurrenceLine from '../../../../web/features/timetable/OccurrenceLine.vue';
import { moveLink } from '../../../../web/features/timetable/use-line-move.ts';
import { mountPart } from '../console-part.ts';

const occurrence: OccurrenceAnswer = {
  ...{ id: 'b1-2026-11-30', broadcastId: 'b1', title: 'Tin tỉnh', programmeId: null },
  ...{ class: 'normal', ownerAreaId: 'a1', stationId: 's1', stationName: 'Đài' },
  date: '2026-11-30',
  ...{ sessionKey: 'morning', part: 'own', airs: true, reason: 'placed' },
  ...{ startsAt: Date.UTC(2026, 10, 29, 22), durationMs: 60_000, stopped: false, beatenBy: null },
};

function linkOf(given: Partial<OccurrenceAnswer>, text: string, role: Role = 'operator') {
  const { wrapper } = mountPart(OccurrenceLine, {
    props: { occurrence: { ...occurrence, ...given }, endpoints: [] },
    me: { id: 'u1', roles: [role] },
  });
  return wrapper
    .findAll('a')
    .find((one) => one.text() === text)
    ?.attributes('href');
}
const editOf = (given: Partial<OccurrenceAnswer>) => linkOf(given, 'Sửa');

it('opens the day of the series that it is, also where it airs on a later one', () => {
  const path = '/timetable/broadcasts/b1?day=2026-11-30';
  expect(editOf({})).toBe(path);
  expect(editOf({ date: '2026-12-01' })).toBe(path);
});

it('names the session that a line goes to, also where a guest is in that already', () => {
  const to = { date: '2026-12-02', sessionKey: 'morning' };
  expect(moveLink(occurrence, to).query).toMatchObject({ to: '2026-12-02', session: 'morning' });
  expect(moveLink(occurrence, { ...to, sessionKey: null }).query).not.toHaveProperty('session');
});

it('offers a commune’s operator to move what is ordinary and in its own part', () => {
  const ahead = { startsAt: Date.now() + 86_400_000 };
  const isOffered = (given: Partial<OccurrenceAnswer>, role: Role = 'commune-operator') =>
    linkOf({ ...ahead, ...given }, 'Chuyển sang ngày khác…', role) !== undefined;
  expect(isOffered({})).toBe(true);
  expect(isOffered({ class: 'priority' })).toBe(false);
  expect(isOffered({ part: null, sessionKey: null })).toBe(false);
  expect(isOffered({ part: null, sessionKey: null }, 'operator')).toBe(true);
});
