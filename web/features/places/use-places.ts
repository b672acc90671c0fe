import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { AreaAnswer } from '../../../contract/http/areas.ts';
import type { GroupAnswer } from '../../../contract/http/groups.ts';
import type { ProgrammeAnswer } from '../../../contract/http/programmes.ts';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import type { StationAnswer } from '../../../contract/http/stations.ts';
import type { PlayWindowAnswer } from '../../../contract/http/windows.ts';
import { useApi } from '../../api/use-api.ts';
import { ownZone } from '../../text/own-zone.ts';
import { readPlaces } from './read-places.ts';
import { inTreeOrder } from './tree-order.ts';

/** What changes seldom and every page names: areas, stations, their sessions, programmes, groups, own windows. */
export const usePlaces = defineStore('places', () => {
  const api = useApi();
  const areas = shallowRef<ReadonlyMap<string, AreaAnswer>>(new Map());
  const stations = shallowRef<ReadonlyMap<string, StationAnswer>>(new Map());
  const sessions = shallowRef<SessionAnswer[]>([]);
  const programmes = shallowRef<ReadonlyMap<string, ProgrammeAnswer>>(new Map());
  const groups = shallowRef<ReadonlyMap<string, GroupAnswer>>(new Map());
  /** Granted windows that the signed-in person holds. */
  const ownWindows = shallowRef<readonly PlayWindowAnswer[]>([]);
  let loading: Promise<void> | null = null;
  /** As they were read last. */
  let held = '';
  let reads = 0;

  async function read(): Promise<void> {
    reads += 1;
    const mine = reads;
    const lists = await readPlaces(api);
    // What was asked for later knows more.
    if (mine !== reads) return;
    const spelt = JSON.stringify(lists);
    // What is shown is not drawn anew for nothing.
    if (spelt === held) return;
    held = spelt;
    areas.value = byId(inTreeOrder(lists.areas));
    stations.value = byId(lists.stations);
    // Those of stations that have ended are of no use any more.
    sessions.value = lists.sessions.filter(({ stationId }) => stations.value.has(stationId));
    programmes.value = byId(lists.programmes);
    groups.value = byId(lists.groups);
    ownWindows.value = lists.windows;
  }

  /** Reads them once, however many pages ask. */
  function load(): Promise<void> {
    loading ??= read().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  /** Reads them again after a change. */
  function refresh(): Promise<void> {
    loading = null;
    return load();
  }

  /** The zone of most stations: that of what belongs to no single one. */
  const zone = computed(() => mostCommonZone([...stations.value.values()]));

  function zoneOf(stationId: string): string {
    return stations.value.get(stationId)?.zone ?? zone.value;
  }

  /** A station as lists name it: by its commune, which is what tells it from the others. */
  function nameOf(stationId: string): string {
    return stations.value.get(stationId)?.areaName ?? '…';
  }

  return {
    ...{ areas, stations, sessions, programmes, groups, ownWindows },
    ...{ zone, zoneOf, nameOf, load, refresh },
  };
});

function byId<Thing extends { id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

function mostCommonZone(stations: readonly StationAnswer[]): string {
  const counts = new Map<string, number>();
  for (const { zone } of stations) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? ownZone();
}
