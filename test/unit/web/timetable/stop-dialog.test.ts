import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import StopDialog from '../../../../web/features/timetable/StopDialog.vue';
import { areasAround } from '../../../../web/features/timetable/stop-areas.ts';
import { mountPart } from '../console-part.ts';

const area = (id: string, parentId: string | null) => ({ id, parentId, name: `Nơi ${id}` });
const areas = new Map(
  [area('a1', null), area('xa', 'a1'), area('thon', 'xa'), area('xa2', 'a1')].map((one) => [
    one.id,
    one,
  ]),
) as never;
const stations = [
  { id: 's1', areaId: 'thon', areaName: 'Thôn 1' },
  { id: 's2', areaId: 'xa', areaName: 'Xã một' },
  { id: 's3', areaId: 'xa2', areaName: 'Xã hai' },
];

describe('areas in which something may be stopped', () => {
  const around = (may: (id: string) => boolean, some = stations) =>
    areasAround(some[0]!, { areas, stations: some, may }).map(({ id }) => id);

  it('are those around the station that hold others, nearest first', () => {
    expect(around(() => true)).toEqual(['xa', 'a1']);
    expect(around(() => true, [stations[0]!, stations[2]!])).toEqual(['a1']);
    expect(around(() => true, [stations[0]!])).toEqual([]);
  });

  it('are those where the person has the right', () => {
    expect(around((id) => id !== 'a1')).toEqual(['xa']);
  });
});

describe('the dialog to stop', () => {
  it('reads back the area that falls silent, and orders it there', async () => {
    const occurrence = {
      id: 'b1-2026-03-10',
      title: 'Tin xã',
      stationId: 's1',
      stationName: 'Đài',
    };
    const path = 'POST /api/v1/occurrences/b1-2026-03-10/stop';
    const answers = { [path]: { endpoints: 2, nudged: 1, withdrawn: null } };
    const byId = new Map(stations.map((one) => [one.id, one]));
    const { sent } = mountPart(StopDialog, {
      ...{ props: { occurrence, endpoints: [] }, me: { id: 'u1', roles: ['operator'] }, answers },
      places: { areas, stations: byId },
    });
    await flushPromises();
    const dialog = document.querySelector('[role="dialog"]');
    dialog?.querySelector<HTMLInputElement>('input[value="area"]')?.click();
    await flushPromises();
    expect(dialog?.textContent).toContain('Dừng “Tin xã” ở mọi cụm loa của Nơi xa.');
    [...(dialog?.querySelectorAll('button') ?? [])]
      .find(({ textContent }) => textContent?.trim() === 'Dừng phát')
      ?.click();
    await flushPromises();
    expect(sent).toContainEqual({
      ...{ method: 'POST', path: '/api/v1/occurrences/b1-2026-03-10/stop' },
      body: { scope: { kind: 'area', id: 'xa' }, alsoLater: false },
    });
  });
});
