import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import type { ReadinessReason } from '../endpoints/readiness.ts';
import { readinessOf } from '../endpoints/readiness.ts';

/** Endpoints that share a reason for not being ready. */
export interface EndpointTrouble {
  reason: ReadinessReason;
  isKnown: boolean;
  endpoints: EndpointAnswer[];
}

/** A broadcast of a day that some stations leave out for one reason. */
export interface PlanTrouble {
  broadcastId: string;
  title: string;
  date: string;
  reason: string;
  stationNames: string[];
}

/** What is wrong or unknown with the loudspeakers, known troubles first, the many before the few. */
export function endpointTroubles(endpoints: readonly EndpointAnswer[]): EndpointTrouble[] {
  const troubles = new Map<string, EndpointTrouble>();
  for (const endpoint of endpoints) {
    const { readiness, reason } = readinessOf(endpoint);
    if (readiness === 'ready') continue;
    const trouble = troubles.get(reason) ?? {
      reason,
      isKnown: readiness === 'not_ready',
      endpoints: [],
    };
    trouble.endpoints.push(endpoint);
    troubles.set(reason, trouble);
  }
  return [...troubles.values()].sort(
    (a, b) => Number(b.isKnown) - Number(a.isKnown) || b.endpoints.length - a.endpoints.length,
  );
}

/** What was placed and will not sound, by broadcast, day and reason. */
export function planTroubles(occurrences: readonly OccurrenceAnswer[]): PlanTrouble[] {
  const troubles = new Map<string, PlanTrouble>();
  for (const { airs, broadcastId, title, date, reason, stationName } of occurrences) {
    if (airs) continue;
    const key = `${broadcastId} ${date} ${reason}`;
    const trouble = troubles.get(key) ?? { broadcastId, title, date, reason, stationNames: [] };
    trouble.stationNames.push(stationName);
    troubles.set(key, trouble);
  }
  return [...troubles.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
