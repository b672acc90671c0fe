import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import StopNowDialog from '../../../../web/features/clerk/StopNowDialog.vue';
import { mountPart } from '../console-part.ts';

const station = { id: 's1', name: 'Đài xã Hải Hậu', areaId: 'a1', areaName: 'Xã Hải Hậu' };
const other = { id: 's2', name: 'Đài xã Hải Anh', areaId: 'a1', areaName: 'Xã Hải Anh' };
const line = (id: string) => ({
  ...{ id, broadcastId: id, title: `Tin ${id}`, stationId: 's1', stationName: 'Đài' },
  ...{ date: '2026-12-01', sessionKey: null, airs: true, reason: 'placed' },
  ...{ startsAt: Date.now() - 1000, durationMs: 600_000 },
  ...{ endpointCount: 5, stoppedCount: 0, stopped: false },
});
const dayOf = (...occurrences: object[]) => ({
  ...{ today: '2026-12-01', occurrences, sessions: [], endpoints: [] },
});

function open(today: object | null, stations = [station]) {
  const { wrapper, sent } = mountPart(StopNowDialog, {
    props: { stations, today },
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      'POST /api/v1/stations/s1/stop': { occurrences: ['b1-2026-12-01'], endpoints: 5, nudged: 5 },
      'POST /api/v1/stations/s2/stop': { occurrences: [], endpoints: 0, nudged: 0 },
      'GET /api/v1/occurrences/b1-2026-12-01/stop': {
        ...{ at: 1, reached: 5, waiting: 0, endpoints: [] },
      },
    },
    places: { stations: new Map([['s1', station]]) },
  });
  const dialog = () => document.querySelector('[role="dialog"]');
  const press = async (text: string) => {
    [...(dialog()?.querySelectorAll('button') ?? [])]
      .find(({ textContent }) => textContent?.trim() === text)
      ?.click();
    await flushPromises();
  };
  return { wrapper, sent, press, text: () => dialog()?.textContent };
}

it('stops whatever sounds with one press more, before anybody could be told what that is', async () => {
  const { wrapper, sent, press, text } = open(null);
  await flushPromises();
  await press('Dừng mọi thứ đang phát ở Đài xã Hải Hậu');
  expect(sent[0]).toMatchObject({ method: 'POST', path: '/api/v1/stations/s1/stop' });
  expect(wrapper.emitted('stopped')).toHaveLength(1);
  expect(text()).toContain('5/5');
  // What is read meanwhile takes nothing away from whoever looks.
  await wrapper.setProps({ today: dayOf(line('b1-2026-12-01')) });
  expect(text()).toContain('5/5');
});

it('asks to confirm the only thing that sounds, also where it is known a little later', async () => {
  const { wrapper, text } = open(null);
  await flushPromises();
  await wrapper.setProps({ today: dayOf(line('b1-2026-12-01')) });
  await flushPromises();
  expect(text()).toContain('Dừng “Tin b1-2026-12-01” tại Đài (5 cụm loa).');
});

it('lets choose where two things sound at once in two villages of one commune', async () => {
  const { text } = open(dayOf(line('b1-2026-12-01'), line('b2-2026-12-01')));
  await flushPromises();
  expect(text()).toContain('Tin b1-2026-12-01');
  expect(text()).toContain('Tin b2-2026-12-01');
});

it('leaves the buttons of the other stations when one was stopped, and of one where nothing was found', async () => {
  const { sent, press, text } = open(null, [station, other]);
  await flushPromises();
  await press('Dừng mọi thứ đang phát ở Đài xã Hải Hậu');
  expect(text()).toContain('5/5');
  await press('Dừng mọi thứ đang phát ở Đài xã Hải Anh');
  expect(text()).toContain('Đài xã Hải Anh: không có gì đang phát để dừng.');
  expect(text()).toContain('5/5');
  await press('Dừng mọi thứ đang phát ở Đài xã Hải Anh');
  const asked = sent.filter(({ path }) => path === '/api/v1/stations/s2/stop');
  expect(asked).toHaveLength(2);
});

it('offers the station of which nothing is known beside the one that plays', async () => {
  const { sent, press, text } = open(dayOf(line('b1-2026-12-01')), [station, other]);
  await flushPromises();
  expect(text()).toContain('Tin b1-2026-12-01');
  await press('Dừng mọi thứ đang phát ở Đài xã Hải Anh');
  expect(sent.map(({ path }) => path)).toContain('/api/v1/stations/s2/stop');
  expect(text()).toContain('Tin b1-2026-12-01');
});
