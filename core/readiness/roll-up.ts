import type { ReadinessReason, ReadinessState } from './readiness.ts';

/** How many are ready. */
export interface ReadinessCounts {
  ready: number;
  notReady: number;
  unknown: number;
}

/** One endpoint with where it stands. */
export interface PlacedReadiness {
  endpointId: string;
  stationId: string;
  /** Its village, or the area of its station. */
  areaId: string;
  state: ReadinessState;
  reason: ReadinessReason;
}

export interface VillageReadiness extends ReadinessCounts {
  areaId: string;
}

export interface StationReadiness extends ReadinessCounts {
  stationId: string;
  villages: VillageReadiness[];
}

export interface RolledUp extends ReadinessCounts {
  /** Why they are not ready, the most frequent first. */
  reasons: { reason: ReadinessReason; count: number }[];
  stations: StationReadiness[];
}

/** Cụm loa → xóm → đài → all of them; each in the order in which it is first met. */
export function rollUp(endpoints: readonly PlacedReadiness[]): RolledUp {
  const total = noCounts();
  const stations = new Map<string, StationReadiness>();
  const villages = new Map<string, VillageReadiness>();
  const reasons = new Map<ReadinessReason, number>();
  for (const { stationId, areaId, state, reason } of endpoints) {
    const station = stations.get(stationId) ?? { stationId, ...noCounts(), villages: [] };
    stations.set(stationId, station);
    const key = `${stationId} ${areaId}`;
    const village = villages.get(key) ?? { areaId, ...noCounts() };
    if (!villages.has(key)) station.villages.push(village);
    villages.set(key, village);
    for (const counts of [total, station, village]) count(counts, state);
    if (state !== 'ready') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return {
    ...total,
    reasons: [...reasons]
      .map(([reason, many]) => ({ reason, count: many }))
      .sort((a, b) => b.count - a.count),
    stations: [...stations.values()],
  };
}

const noCounts = (): ReadinessCounts => ({ ready: 0, notReady: 0, unknown: 0 });

function count(counts: ReadinessCounts, state: ReadinessState): void {
  if (state === 'ready') counts.ready += 1;
  else if (state === 'not_ready') counts.notReady += 1;
  else counts.unknown += 1;
}
