import type { Broadcast } from '../broadcast/broadcast.ts';
import { contentOn } from '../broadcast/broadcast.ts';

/** Why a broadcast is not wholly a commune's own in its own sessions. */
export type OwnPartFault = 'class' | 'urgent' | 'items' | 'part';

/**
 * What keeps a broadcast from being recordings in the own part of sessions, on all of its days, or `null`.
 * Areas are the caller's matter.
 */
export function faultInOwnPart(broadcast: Broadcast): OwnPartFault | null {
  if (broadcast.class !== 'normal') return 'class';
  if (broadcast.urgentSince !== null) return 'urgent';
  const days = [broadcast, ...broadcast.overrides.map(({ date }) => contentOn(broadcast, date))];
  for (const { placement, items } of days) {
    // Whatever else sounds was not approved as a recording.
    if (!items.every(({ type }) => type === 'recording')) return 'items';
    if (placement.kind !== 'session' || placement.part !== 'own') return 'part';
  }
  return null;
}
