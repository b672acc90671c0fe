import { addDays, type LocalDate } from '../time/zoned.ts';
import type { PlannedOccurrence } from './air.ts';
import type * as ahead from '../readiness/readiness.ts';
import { readinessOf, type Readiness, type ReadinessReason, type Standing } from './standing.ts';

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
 * @param coming what is known for the coming air of the endpoints, by id, that are to sound it
 */
export function endpointTroubles<Endpoint extends Watched>(
  endpoints: readonly Endpoint[],
  { today, coming }: { today: LocalDate; coming: ReadonlyMap<string, Verdict> },
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
    const { id, stationId, plannedUntil, health } = endpoint;
    const forAir = troubleOf(coming.get(id));
    const forToday = troubleOf(readinessOf(endpoint));
    if (forAir) add(endpoint, { ...forAir, stationId });
    else if (forToday) add(endpoint, forToday);
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

/** Whether an endpoint will sound something. */
export interface Verdict {
  readiness: Readiness;
  reason: ReadinessReason;
}

/** Why it is not ready for one air, in the words for a whole day. */
export function verdictOf({ state, reason }: Pick<ahead.Readiness, 'state' | 'reason'>): Verdict {
  return { readiness: state, reason: dayReasons[reason] };
}

/** Of two verdicts on one endpoint, what is known to be wrong before what is not known; else the first. */
export function graver(one: Verdict | undefined, other: Verdict): Verdict {
  const grave = (verdict: Verdict) => {
    const trouble = troubleOf(verdict);
    return trouble === null ? 0 : trouble.isKnown ? 2 : 1;
  };
  return one && grave(one) >= grave(other) ? one : other;
}

const dayReasons: Record<ahead.ReadinessReason, ReadinessReason> = {
  ...{ holds: 'holds', not_paired: 'not_paired', clock: 'clock', by_hand: 'by_hand' },
  ...{ offline: 'offline', holds_unseen: 'holds_unseen', no_word: 'no_word' },
  ...{ disk_full: 'incomplete', files_missing: 'incomplete', older_playlist: 'incomplete' },
  ...{ revoked: 'not_paired', not_planned: 'not_compiled' },
};

/** Who plays by hand says so afterwards: nothing is wrong before. */
function troubleOf(verdict: Verdict | undefined): TroubleMark | null {
  if (!verdict || verdict.readiness === 'ready' || verdict.reason === 'by_hand') return null;
  return { reason: verdict.reason, isKnown: verdict.readiness === 'not_ready' };
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
