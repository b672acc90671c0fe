import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import StopDialog from '../../../../web/features/timetable/StopDialog.vue';
import { areasAround } from '../../../../web/features/timetable/stop-areas.ts';
import { anEndpoint } from '../an-endpoint.ts';
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

const stopPath = '/api/v1/occurrences/b1-2026-03-10/stop';

function openDialog(given: { endpoints?: object[]; occurrence?: object } = {}) {
  const occurrence = {
    ...{ id: 'b1-2026-03-10', title: 'Tin xã', stationId: 's1', stationName: 'Đài' },
    ...{ endpointCount: 5, stoppedCount: 0, stopped: false, ...given.occurrence },
  };
  const { endpoints } = given;
  const { sent } = mountPart(StopDialog, {
    ...{ props: { occurrence }, me: { id: 'u1', roles: ['operator'] } },
    answers: {
      [`POST ${stopPath}`]: { endpoints: 2, nudged: 1, withdrawn: null },
      ...(endpoints ? { 'GET /api/v1/endpoints': { items: endpoints, next: null, total: 1 } } : {}),
    },
    places: { areas, stations: new Map(stations.map((one) => [one.id, one])) },
  });
  const dialog = () => document.querySelector('[role="dialog"]');
  const button = () =>
    [...(dialog()?.querySelectorAll('button') ?? [])].find(
      ({ textContent }) => textContent?.trim() === 'Dừng phát',
    );
  return {
    ...{ sent, button, text: () => dialog()?.textContent },
    choose: async (scope: string) => {
      dialog()?.querySelector<HTMLInputElement>(`input[value="${scope}"]`)?.click();
      await flushPromises();
    },
  };
}

const bodies = (sent: { method: string; body: unknown }[]) =>
  sent.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('the dialog to stop', () => {
  it('reads back the area that falls silent, and orders it there', async () => {
    const { sent, button, text, choose } = openDialog();
    await flushPromises();
    await choose('area');
    expect(text()).toContain('Dừng “Tin xã” ở mọi cụm loa của Nơi xa.');
    button()?.click();
    await flushPromises();
    expect(bodies(sent)).toEqual([{ scope: { kind: 'area', id: 'xa' }, alsoLater: false }]);
  });

  it('stops a station without reading anything first, and tells how many fall silent', async () => {
    const { sent, button, text } = openDialog({ occurrence: { stoppedCount: 1 } });
    await flushPromises();
    expect(text()).toContain('Dừng “Tin xã” tại Đài (4 cụm loa).');
    expect(sent).toEqual([]);
    button()?.click();
    await flushPromises();
    expect(bodies(sent)).toEqual([{ scope: { kind: 'station', id: 's1' }, alsoLater: false }]);
  });

  it('stops one loudspeaker once it knows them, and never one without a name', async () => {
    const endpoints = [anEndpoint({ id: 'e1', name: 'Cụm xóm 1' })];
    const { sent, button, text, choose } = openDialog({ endpoints });
    await flushPromises();
    await choose('endpoint');
    expect(text()).toContain('Dừng “Tin xã” tại cụm loa Cụm xóm 1, Đài.');
    button()?.click();
    await flushPromises();
    expect(bodies(sent)).toEqual([{ scope: { kind: 'endpoint', id: 'e1' }, alsoLater: false }]);
  });

  it('leaves the wider stops where the loudspeakers cannot be read', async () => {
    const { button, choose } = openDialog();
    await flushPromises();
    await choose('endpoint');
    expect(button()?.disabled).toBe(true);
    await choose('station');
    expect(button()?.disabled).toBe(false);
  });
});
