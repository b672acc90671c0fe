import { sql, type Kysely, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { recordingUse } from '../../contract/http/recording.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { toBroadcastAnswer } from '../broadcasts/broadcast-row.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;
export type RecordingUse = z.output<typeof recordingUse>;

/** Broadcasts that play a recording, those that last longest first. */
export async function listUses(db: Db, id: string): Promise<RecordingUse[]> {
  const rows = await broadcastsOf(db, id).selectAll().execute();
  return rows
    .map((row) => ({
      ...toBroadcastAnswer(row),
      firstDate: row.first_date,
      lastDate: row.last_date,
    }))
    .map(({ id: broadcastId, title, state, firstDate, lastDate }) => ({
      ...{ broadcastId, title, state, firstDate, lastDate, nextAt: null },
    }));
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
