import { sql, type Kysely, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { recordingUse } from '../../contract/http/recording.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { nextSounds } from './next-sounds.ts';

type Db = Kysely<Database>;
export type RecordingUse = z.output<typeof recordingUse>;

/**
 * Broadcasts that play a recording, the newest first, and when each sounds next; those that a person may
 * not read are only counted.
 */
export async function listUses(
  db: Db,
  principal: Principal,
  { id, now }: { id: string; now: number },
): Promise<{ items: RecordingUse[]; elsewhere: number }> {
  const all = await broadcastsOf(db, id)
    .selectAll()
    .select(sql<0 | 1>`owner_area_id in ${readScope(principal)}`.as('is_readable'))
    .execute();
  const rows = all.filter((row) => row.is_readable === 1);
  const active = rows.filter(({ state }) => state === 'active').map((row) => row.id);
  const next = await nextSounds(db, active, now);
  const items = rows.map((row) => ({
    broadcastId: row.id,
    title: row.title,
    state: row.state,
    firstDate: row.first_date,
    lastDate: row.last_date,
    nextAt: next.get(row.id) ?? null,
  }));
  return { items, elsewhere: all.length - rows.length };
}

/** Whether a broadcast still has days on which it plays a recording, in any zone. */
export async function isStillUsed(db: Db, id: string, now: number): Promise<boolean> {
  const yesterday = addDays(localDateOf(now, 'UTC'), -1);
  const row = await broadcastsOf(db, id)
    .select('id')
    .where('state', '=', 'active')
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', yesterday)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Ids hold nothing that JSON would write otherwise. */
function broadcastsOf(db: Db, id: string) {
  return db
    .selectFrom('broadcast')
    .where(sql<SqlBool>`instr(items, ${`"${id}"`}) > 0`)
    .orderBy('broadcast.id', 'desc')
    .limit(100);
}
