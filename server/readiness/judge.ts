import type { LackingEndpoint, ReadinessAnswer } from '../../contract/http/readiness.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import { endOf } from '../../core/playlist/playlist.ts';
import { readinessOf, type Readiness } from '../../core/readiness/readiness.ts';
import { rollUp } from '../../core/readiness/roll-up.ts';
import type { Area } from '../../core/area/area.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import type { Concerned } from './concerned.ts';

/** An endpoint with what is judged of it. */
export interface Judged {
  endpoint: Concerned;
  readiness: Readiness;
  ruling: string | null;
}

const mostListed = 1000;

/** Judges one endpoint by those of its entries that sound some occurrences. */
export function judge(endpoint: Concerned, occurrences: ReadonlySet<string>, now: EpochMs): Judged {
  const own = endpoint.entries.filter(({ occurrence }) => occurrences.has(occurrence));
  const readiness = readinessOf({ ...endpoint.known, entries: toCome(own, now) }, now);
  const refused = endpoint.record?.rulings.find(
    ({ occurrence, airs }) => !airs && occurrences.has(occurrence),
  );
  const ruling = readiness.reason === 'not_planned' ? (refused?.reason ?? null) : null;
  return { endpoint, readiness, ruling };
}

/** What has sounded needs not be held any more. */
function toCome(entries: readonly Entry[], now: EpochMs): readonly Entry[] {
  const left = entries.filter((entry) => endOf(entry) > now);
  return left.length > 0 ? left : entries;
}

/** Cụm loa → xóm → đài, with those that are not ready by name. */
export function answerOf(
  judged: readonly Judged[],
  areas: ReadonlyMap<string, Pick<Area, 'name'>>,
): ReadinessAnswer {
  const rolled = rollUp(
    judged.map(({ endpoint: { endpointId, stationId, areaId }, readiness }) => ({
      ...{ endpointId, stationId, areaId },
      ...{ state: readiness.state, reason: readiness.reason },
    })),
  );
  const names = new Map(judged.map(({ endpoint }) => [endpoint.stationId, endpoint.stationName]));
  return {
    ...rolled,
    stations: rolled.stations.map(({ villages, ...station }) => ({
      ...station,
      stationName: names.get(station.stationId) ?? '',
      villages: villages.map((village) => ({
        ...village,
        areaName: areas.get(village.areaId)?.name ?? '',
      })),
    })),
    lacking: lackingOf(judged).slice(0, mostListed),
  };
}

/** Known troubles before what is merely unknown. */
export function lackingOf(judged: readonly Judged[]): LackingEndpoint[] {
  return judged
    .filter(({ readiness }) => readiness.state !== 'ready')
    .map(({ endpoint, readiness, ruling }) => ({
      ...{ endpointId: endpoint.endpointId, name: endpoint.name },
      ...{ stationId: endpoint.stationId, areaId: endpoint.areaId, seenAt: endpoint.seenAt },
      ...readiness,
      ruling,
    }))
    .sort((a, b) => (a.state === b.state ? 0 : a.state === 'not_ready' ? -1 : 1));
}
