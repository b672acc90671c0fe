import { sql, type Kysely } from 'kysely';
import type { AsRunRow } from '../../contract/http/occurrences.ts';
import type { Database } from '../store/schema.ts';
import type { DueAt } from './as-run-rows.ts';

export type Listened = NonNullable<AsRunRow['listened']>;

/** What people near loudspeakers said and recorded of entries that were due then, by `endpoint key start`. */
export async function readListened(
  db: Kysely<Database>,
  { endpointIds, fromMs, toMs }: DueAt,
): Promise<Map<string, Listened>> {
  const among = sql<string>`(select value from json_each(${JSON.stringify(endpointIds)}))`;
  const words = await db
    .selectFrom('listener_word')
    .select(['endpoint_id', 'entry_key', 'starts_at', 'word', 'said_by as by', 'said_at as at'])
    .where('endpoint_id', 'in', among)
    .where('starts_at', '>=', fromMs)
    .where('starts_at', '<=', toMs)
    .orderBy('said_at')
    .execute();
  const recordings = await db
    .selectFrom('listener_recording')
    .select(['endpoint_id', 'entry_key', 'starts_at', 'id', 'said_by as by', 'ended_at as at'])
    .select('likeness')
    .where('endpoint_id', 'in', among)
    .where('starts_at', '>=', fromMs)
    .where('starts_at', '<=', toMs)
    .orderBy('ended_at')
    .execute();
  const listened = new Map<string, Listened>();
  const of = (row: { endpoint_id: string; entry_key: string; starts_at: number }) => {
    const name = `${row.endpoint_id} ${row.entry_key} ${row.starts_at}`;
    const known = listened.get(name) ?? { words: [], recordings: [] };
    listened.set(name, known);
    return known;
  };
  for (const row of words) {
    const { by, word, at } = row;
    of(row).words.push({ by, word, at });
  }
  for (const row of recordings) {
    const { id, by, at, likeness } = row;
    of(row).recordings.push({ id, by, at, likeness });
  }
  return listened;
}
