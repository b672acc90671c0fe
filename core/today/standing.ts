/** What is known of an endpoint now. */
export interface Standing {
  kind: 'agent' | 'receiver' | 'person';
  pairedAt: number | null;
  presence: 'online' | 'offline' | 'unknown';
  /** Today's playlist, and whether it says that it holds it with all its audio. */
  today: { playlist: string | null; holds: 'yes' | 'no' | 'unknown' };
  clockTrusted: boolean | null;
}

export type Readiness = 'ready' | 'not_ready' | 'unknown';
export type ReadinessReason =
  | 'holds'
  | 'not_paired'
  | 'clock'
  | 'not_compiled'
  | 'incomplete'
  | 'offline'
  | 'holds_unseen'
  | 'no_word'
  | 'by_hand';

/**
 * Whether an endpoint will sound today: known good, known bad, or not known. One that holds everything
 * but is out of sight may well play; nobody knows, so it is not called ready.
 */
export function readinessOf(endpoint: Standing): {
  readiness: Readiness;
  reason: ReadinessReason;
} {
  const { kind, pairedAt, presence, today, clockTrusted } = endpoint;
  if (kind === 'agent' && pairedAt === null)
    return { readiness: 'not_ready', reason: 'not_paired' };
  if (today.playlist === null) return { readiness: 'not_ready', reason: 'not_compiled' };
  if (kind === 'person') return { readiness: 'unknown', reason: 'by_hand' };
  if (clockTrusted === false) return { readiness: 'not_ready', reason: 'clock' };
  if (today.holds === 'no')
    return {
      readiness: 'not_ready',
      reason: presence === 'offline' ? 'offline' : 'incomplete',
    };
  if (today.holds === 'yes')
    return presence === 'offline'
      ? { readiness: 'unknown', reason: 'holds_unseen' }
      : { readiness: 'ready', reason: 'holds' };
  return presence === 'offline'
    ? { readiness: 'not_ready', reason: 'offline' }
    : { readiness: 'unknown', reason: 'no_word' };
}

/** Those that may still sound: a locked-out endpoint is nobody's concern. */
export function inService<Endpoint extends { revokedAt: number | null }>(
  endpoints: readonly Endpoint[],
): Endpoint[] {
  return endpoints.filter(({ revokedAt }) => revokedAt === null);
}

/** By what endpoints are found; `in_use`: all but those that are locked out for good. */
export const endpointStates = ['in_use', 'ready', 'not_ready', 'unknown', 'revoked'] as const;
export type EndpointState = (typeof endpointStates)[number];

/** Locked out, and perhaps let in until then to hear that it is to fall silent. */
export interface LockedOut {
  revokedAt: number | null;
  silencingUntil: number | null;
}

/** Whether an endpoint is found by a state; one that is to fall silent is neither ready nor not. */
export function isInState(endpoint: Standing & LockedOut, state: EndpointState): boolean {
  const { revokedAt, silencingUntil } = endpoint;
  switch (state) {
    case 'in_use':
      return revokedAt === null || silencingUntil !== null;
    case 'revoked':
      return revokedAt !== null;
    default:
      return revokedAt === null && readinessOf(endpoint).readiness === state;
  }
}

/** Endpoints in service by how ready they are, those heard of and playing among them, and those locked out. */
export interface StandingCounts {
  ready: number;
  notReady: number;
  unknown: number;
  online: number;
  playing: number;
  revoked: number;
}

export function noCounts(): StandingCounts {
  return { ready: 0, notReady: 0, unknown: 0, online: 0, playing: 0, revoked: 0 };
}

/** Those that may still sound. */
export function inServiceCount({ ready, notReady, unknown }: StandingCounts): number {
  return ready + notReady + unknown;
}

export function addCounts(sum: StandingCounts, more: StandingCounts): StandingCounts {
  return {
    ...{ ready: sum.ready + more.ready, notReady: sum.notReady + more.notReady },
    ...{ unknown: sum.unknown + more.unknown, online: sum.online + more.online },
    ...{ playing: sum.playing + more.playing, revoked: sum.revoked + more.revoked },
  };
}

/** What a summary counts of some endpoints. */
export function countStandings(
  endpoints: readonly (Standing & { revokedAt: number | null; playing: string | null })[],
): StandingCounts {
  const there = inService(endpoints);
  const { ready, not_ready: notReady, unknown } = countReadiness(there);
  const online = there.filter(({ presence }) => presence === 'online');
  return {
    ...{ ready, notReady, unknown, online: online.length },
    playing: online.filter(({ playing }) => playing !== null).length,
    revoked: endpoints.length - there.length,
  };
}

export function countReadiness(endpoints: readonly Standing[]): Record<Readiness, number> {
  const counts = { ready: 0, not_ready: 0, unknown: 0 };
  for (const endpoint of endpoints) counts[readinessOf(endpoint).readiness]++;
  return counts;
}
