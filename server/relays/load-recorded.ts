import type { Kysely } from 'kysely';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { contentOn } from '../../core/broadcast/broadcast.ts';
import { isRecordedRelay } from '../../core/broadcast/item.ts';
import { relayName } from '../../core/relay/relays-on.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';

/**
 * What the recorded relays of the days held at `now` were recorded as, by item: nothing where that failed; those
 * still to be recorded are missing, and so is what was recorded for another wish than the broadcasts have.
 */
export async function loadRecorded(
  db: Kysely<Database>,
  { broadcasts, now }: { broadcasts: readonly Broadcast[]; now: number },
): Promise<Map<string, readonly string[]>> {
  const recorded = new Map<string, readonly string[]>();
  const carrying = new Map(broadcasts.filter(hasRecorded).map((one) => [one.id, one]));
  if (carrying.size === 0) return recorded;
  const rows = await db
    .selectFrom('relay_item')
    .innerJoin('capture', 'capture.id', 'relay_item.capture_id')
    .select(['item', 'broadcast_id', 'date', 'relay', 'given_up', 'state', 'recording_id'])
    .where('date', '>=', addDays(localDateOf(now, 'UTC'), -2))
    .execute();
  for (const { item, broadcast_id, date, relay, given_up, state, recording_id } of rows) {
    const broadcast = carrying.get(broadcast_id);
    const wanted = broadcast && contentOn(broadcast, date).items[indexIn(item)];
    if (wanted?.type !== 'relay' || relayName(wanted) !== relay) continue;
    if (state === 'failed' || given_up === 1) recorded.set(item, []);
    else if (state === 'ready' && recording_id !== null) recorded.set(item, [recording_id]);
  }
  return recorded;
}

function hasRecorded({ items, overrides }: Broadcast): boolean {
  const all = [...items, ...overrides.flatMap((override) => override.items ?? [])];
  return all.some(isRecordedRelay);
}

/** Keys of items are `occurrence/index`. */
function indexIn(item: string): number {
  return Number(item.slice(item.lastIndexOf('/') + 1));
}
