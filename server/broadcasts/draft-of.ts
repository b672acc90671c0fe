import type { Broadcast, Placement } from '../../core/broadcast/broadcast.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { toBroadcast } from './broadcast-row.ts';
import type { Draft } from './check-draft.ts';
import { nowLeadMs } from './urgency.ts';

/** A saved broadcast, to be edited. */
export function draftOf(row: Database['broadcast']): Draft {
  return { ...toBroadcast(row), programmeId: row.programme_id, campaignId: row.campaign_id };
}

/** A placement as it is saved, and whether it enters frozen air by itself. */
export interface Settled {
  placement: Placement;
  isUrgent: boolean;
}

/** Phát ngay starts as soon as endpoints can be told, counted by the server's clock; once saved it stays. */
export function settlePlacement(
  { clock, freezeMs }: { clock: Clock; freezeMs: number },
  placement: Placement,
  before: Broadcast | null,
): Settled {
  if (placement.kind !== 'now') return { placement, isUrgent: false };
  const known = before?.placement;
  if (known?.kind === 'now' && known.atMs === placement.atMs) return { placement, isUrgent: false };
  const atMs = clock.now() + nowLeadMs(freezeMs);
  return { placement: { ...placement, atMs }, isUrgent: true };
}
