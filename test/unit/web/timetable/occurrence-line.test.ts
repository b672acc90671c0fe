import { expect, it, vi } from 'vitest';
import type { OccurrenceAnswer } from '../../../../contract/http/occurrences.ts';
import type { Role } from '../../../../core/access/roles.ts';
import OccurrenceLine from '../../../../web/features/timetable/OccurrenceLine.vue';
import { moveLink } from '../../../../web/features/timetable/use-line-move.ts';
import { anEndpoint } from '../an-endpoint.ts';
import { mountPart } from '../console-part.ts';

const occurrence: OccurrenceAnswer = {
  ...{ id: 'b1-2026-11-30', broadcastId: 'b1', title: 'Tin tỉnh', programmeId: null },
  ...{ class: 'normal', ownerAreaId: 'a1', stationId: 's1', stationName: 'Đài' },
  date: '2026-11-30',
  ...{ sessionKey: 'morning', part: 'own', airs: true, reason: 'placed' },
  ...{ startsAt: Date.UTC(2026, 10, 29, 22), durationMs: 60_000, beatenBy: null },
  ...{ endpointCount: 5, stoppedCount: 0, stopped: false },
};

function linkOf(given: Partial<OccurrenceAnswer>, text: string, role: Role = 'operator') {
  const { wrapper } = mountPart(OccurrenceLine, {
    props: { occurrence: { ...occurrence, ...given } },
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

it('says at how many loudspeakers it was stopped, and stays to be stopped at the others', () => {
  const places = { stations: new Map([['s1', { id: 's1', areaId: 'a1' }]]) };
  const shown = (given: Partial<OccurrenceAnswer>) => {
    const ahead = { startsAt: Date.now() + 60_000 };
    const { wrapper } = mountPart(OccurrenceLine, {
      ...{ props: { occurrence: { ...occurrence, ...ahead, ...given } }, places },
      me: { id: 'u1', roles: ['operator'] },
    });
    const canStop = wrapper.findAll('button').some((one) => one.text() === 'Dừng phát');
    return { text: wrapper.text(), canStop };
  };
  const partly = shown({ stoppedCount: 1 });
  expect(partly.text).toContain('Sắp phát');
  expect(partly.text).toContain('Đã dừng ở 1/5 cụm loa');
  expect(partly.canStop).toBe(true);
  const wholly = shown({ stoppedCount: 5, stopped: true });
  expect(wholly.text).toContain('Đã dừng');
  expect(wholly.text).not.toContain('Đã dừng ở');
  expect(wholly.canStop).toBe(false);
});

it('asks why at the first loudspeaker once it knows them, and never tells that there are none before', async () => {
  const path = 'GET /api/v1/endpoints';
  const item = anEndpoint({ id: 'e1', name: 'Cụm xóm 1' });
  const { wrapper, sent } = mountPart(OccurrenceLine, {
    props: { occurrence },
    answers: {
      [path]: { items: [item], next: null, total: 1 },
      'GET /api/v1/occurrences/b1-2026-11-30/explain': {
        steps: [{ step: 'targets', ok: true, code: 'reached', detail: {} }],
      },
    },
  });
  await wrapper.get('button[aria-expanded="false"]').trigger('click');
  expect(wrapper.text()).not.toContain('chưa có cụm loa');
  await vi.waitFor(() => expect(wrapper.text()).toContain('Nơi phát'));
  expect(sent.map((one) => one.path)).toContain(
    '/api/v1/occurrences/b1-2026-11-30/explain?endpoint=e1',
  );
});
