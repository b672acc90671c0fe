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

export function countReadiness(endpoints: readonly Standing[]): Record<Readiness, number> {
  const counts = { ready: 0, not_ready: 0, unknown: 0 };
  for (const endpoint of endpoints) counts[readinessOf(endpoint).readiness]++;
  return counts;
}
