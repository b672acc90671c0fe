import { expect, it } from 'vitest';
import type { StationNowAnswer } from '../../../../contract/http/today.ts';
// Made ready before the tests' own time runs.
import '../../../../web/features/clerk/StopNowDialog.vue';
import StationNowList from '../../../../web/features/today/StationNowList.vue';
import '../../../../web/features/timetable/StopDialog.vue';
import { mountPart } from '../console-part.ts';

const playing = (id: string, rest: object) => ({
  ...{ id, broadcastId: id, title: `Tin ${id}`, stationId: 's1', stationName: 'Đài', saySo: 0 },
  ...{ endpointCount: 5, stoppedCount: 0, stopped: false, ...rest },
});
const station = { id: 's1', name: 'Đài xã Hải Hậu', areaId: 'a1', areaName: 'Xã Hải Hậu' };

function show(lines: object[], isInSession = false) {
  const row = {
    ...{ stationId: 's1', playing: lines, stopped: null, isInSession, next: null },
    ...{ endpointCount: 5, onlineCount: 5, ready: 5, notReady: 0, unknown: 0 },
  } as unknown as StationNowAnswer;
  const today = { date: '2026-12-01', stations: { items: [row], total: 1 } };
  const { wrapper, sent } = mountPart(StationNowList, {
    props: { today, query: '', limit: 40 },
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      'POST /api/v1/stations/s1/stop': { occurrences: [], endpoints: 0, nudged: 0 },
    },
    places: { stations: new Map([['s1', station]]) },
  });
  return { wrapper, sent };
}

it('has a line, and a way to stop it, for each thing that sounds at a station', () => {
  const { wrapper } = show([playing('b1', { endpointCount: 1, saySo: 1 }), playing('b2', {})]);
  const lines = wrapper.findAll('li');
  expect(lines.map((line) => line.text())).toEqual([
    expect.stringContaining('Đang phát: 1/1 cụm loa báo'),
    expect.stringContaining('chưa cụm loa nào báo'),
  ]);
  const names = lines.map((line) => line.get('[aria-label^="Dừng"]').attributes('aria-label'));
  expect(names).toEqual(['Dừng phát “Tin b1”', 'Dừng phát “Tin b2”']);
});

it('tells at how many loudspeakers it was stopped, and opens the confirmation without asking anything', async () => {
  const { wrapper, sent } = show([playing('b1', { saySo: 4, stoppedCount: 1 })]);
  expect(wrapper.text()).toContain('Đang phát: 4/5 cụm loa báo · Đã dừng ở 1/5 cụm loa');
  const stop = wrapper.findAll('button').find((one) => one.text() === 'Dừng phát');
  await stop?.trigger('click');
  await expect
    .poll(() => document.querySelector('[role="dialog"]')?.textContent ?? '', { timeout: 8000 })
    .toContain('Dừng “Tin b1” tại Đài (4 cụm loa).');
  expect(sent).toEqual([]);
});

it('lets the opening of a session be stopped, which is no item of it', async () => {
  const { wrapper, sent } = show([], true);
  expect(wrapper.text()).toContain('Đang trong buổi phát');
  const stop = wrapper.findAll('button').find((one) => one.text() === 'Dừng phát');
  await stop?.trigger('click');
  const whole = () =>
    [...document.querySelectorAll('[role="dialog"] button')].find(
      ({ textContent }) => textContent?.trim() === 'Dừng mọi thứ đang phát ở Đài xã Hải Hậu',
    );
  await expect.poll(whole, { timeout: 8000 }).toBeTruthy();
  (whole() as HTMLButtonElement).click();
  await expect.poll(() => sent.map(({ path }) => path)).toContain('/api/v1/stations/s1/stop');
});

it('has nothing to stop where no session is held', () => {
  const { wrapper } = show([]);
  expect(wrapper.findAll('button').map((one) => one.text())).not.toContain('Dừng phát');
});
