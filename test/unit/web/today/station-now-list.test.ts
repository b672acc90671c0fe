import { expect, it } from 'vitest';
import type { StationNowAnswer } from '../../../../contract/http/today.ts';
import StationNowList from '../../../../web/features/today/StationNowList.vue';
import { mountPart } from '../console-part.ts';

const playing = (id: string, rest: object) => ({
  ...{ id, broadcastId: id, title: `Tin ${id}`, stationId: 's1', stationName: 'Đài', saySo: 0 },
  ...{ endpointCount: 5, stoppedCount: 0, stopped: false, ...rest },
});
const station = { id: 's1', name: 'Đài xã Hải Hậu', areaId: 'a1', areaName: 'Xã Hải Hậu' };

function show(lines: object[]) {
  const row = {
    ...{ stationId: 's1', playing: lines, stopped: null, next: null },
    ...{ endpointCount: 5, onlineCount: 5, ready: 5, notReady: 0, unknown: 0 },
  } as unknown as StationNowAnswer;
  const today = { date: '2026-12-01', stations: { items: [row], total: 1 } };
  const { wrapper, sent } = mountPart(StationNowList, {
    props: { today, query: '', limit: 40 },
    me: { id: 'u1', roles: ['operator'] },
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
    .poll(() => document.querySelector('[role="dialog"]')?.textContent)
    .toContain('Dừng “Tin b1” tại Đài (4 cụm loa).');
  expect(sent).toEqual([]);
});
