import { addDays, type LocalDate } from '../time/zoned.ts';
import type { PlannedOccurrence } from './air.ts';
import { readinessOf, type Standing } from './standing.ts';

/** Why an endpoint is looked after. */
export const troubleReasons = [
  ...(['holds', 'not_paired', 'clock', 'not_compiled', 'incomplete', 'offline'] as const),
  ...(['holds_unseen', 'no_word', 'horizon_short', 'unheard', 'unheard_by'] as const),
] as const;
export type TroubleReason = (typeof troubleReasons)[number];

/** What may be wrong with an endpoint beside its readiness. */
export interface Watched extends Standing {
  id: string;
  stationId: string;
  /** The last day that is compiled for it. */
  plannedUntil: LocalDate | null;
  health: { unheard: object | null; unheardBy: object | null };
}

/** Endpoints that share a reason for being looked after. */
export interface EndpointTrouble<Endpoint extends Watched = Watched> {
  reason: TroubleReason;
  isKnown: boolean;
  /** Where what sounds next is not sure: the station that they all belong to; `null` elsewhere. */
  stationId: string | null;
  endpoints: Endpoint[];
}

/** A broadcast that some stations leave out on some days for one reason. */
export interface PlanTrouble {
  broadcastId: string;
  title: string;
  reason: string;
  dates: LocalDate[];
  stationIds: string[];
}

const settled = ['too_late', 'session_over', 'declined', 'silent_day', 'kind_not_allowed'];

/** So many days ahead are compiled at least: seven, but for the moments after midnight. */
const leastAhead = 6;

/**
 * What is wrong or unknown with the loudspeakers: first what puts the coming air at risk, by station; of each,
 * known troubles first, the many before the few.
 * @param coming endpoints, by id, that sound what comes next today
 */
export function endpointTroubles<Endpoint extends Watched>(
  endpoints: readonly Endpoint[],
  { today, coming }: { today: LocalDate; coming: ReadonlySet<string> },
): EndpointTrouble<Endpoint>[] {
  const troubles = new Map<string, EndpointTrouble<Endpoint>>();
  const add = (endpoint: Endpoint, { reason, isKnown, stationId = null }: TroubleMark) => {
    const key = `${reason} ${stationId ?? ''}`;
    const trouble: EndpointTrouble<Endpoint> = troubles.get(key) ?? {
      ...{ reason, isKnown, stationId, endpoints: [] },
    };
    trouble.endpoints.push(endpoint);
    troubles.set(key, trouble);
  };
  for (const endpoint of endpoints) {
    const { readiness, reason } = readinessOf(endpoint);
    // Who plays by hand says so afterwards: nothing is wrong before.
    const isUnready = readiness !== 'ready' && reason !== 'by_hand';
    const { id, stationId, plannedUntil, health } = endpoint;
    const isAtRisk = isUnready && coming.has(id);
    if (isUnready)
      add(endpoint, {
        ...{ reason, isKnown: readiness === 'not_ready' },
        stationId: isAtRisk ? stationId : null,
      });
    const isShort = plannedUntil !== null && plannedUntil < addDays(today, leastAhead);
    if (isShort) add(endpoint, { reason: 'horizon_short', isKnown: true });
    if (health.unheard !== null) add(endpoint, { reason: 'unheard', isKnown: true });
    if (health.unheardBy !== null) add(endpoint, { reason: 'unheard_by', isKnown: true });
  }
  return [...troubles.values()].sort(
    (a, b) =>
      Number(b.stationId !== null) - Number(a.stationId !== null) ||
      Number(b.isKnown) - Number(a.isKnown) ||
      b.endpoints.length - a.endpoints.length,
  );
}

interface TroubleMark {
  reason: TroubleReason;
  isKnown: boolean;
  stationId?: string | null;
}

/**
 * What was placed and will not sound, by broadcast and reason, the nearest first. Left out is what came too
 * late for its day, about which nobody can do anything any more, and what was decided so.
 */
export function planTroubles(occurrences: readonly PlannedOccurrence[]): PlanTrouble[] {
  const troubles = new Map<string, PlanTrouble>();
  for (const { airs, broadcastId, title, date, reason, stationId } of occurrences) {
    if (airs || settled.includes(reason)) continue;
    const key = `${broadcastId} ${reason}`;
    const trouble = troubles.get(key) ?? { broadcastId, title, reason, dates: [], stationIds: [] };
    if (!trouble.dates.includes(date)) trouble.dates.push(date);
    if (!trouble.stationIds.includes(stationId)) trouble.stationIds.push(stationId);
    troubles.set(key, trouble);
  }
  for (const { dates } of troubles.values()) dates.sort();
  return [...troubles.values()].sort((a, b) => firstOf(a).localeCompare(firstOf(b)));
}

const firstOf = ({ dates: [first = ''] }: PlanTrouble): string => first;
