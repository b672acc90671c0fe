import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { Draft } from '../broadcasts/check-draft.ts';
import type { Database } from '../store/schema.ts';

/** A row as it is checked before it is saved. */
export function draftOfRow(row: Database['broadcast']): Draft {
  return { ...toBroadcast(row), programmeId: row.programme_id, campaignId: row.campaign_id };
}
