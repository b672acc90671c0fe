import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { indexRecordings } from './search-index.ts';

// A transaction of so many keeps nobody waiting.
const batch = 100;

/** Keeps the words of every recording that is filed under something that has another name now. */
export async function reindexFiledUnder(
  { db, clock }: { db: Kysely<Database>; clock: Clock },
  column: 'partner_id' | 'campaign_id' | 'programme_id',
  id: string,
): Promise<void> {
  let after = '';
  for (;;) {
    const rows = await db
      .selectFrom('recording')
      .select('id')
      .where(column, '=', id)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute();
    const ids = rows.map((row) => row.id);
    await db.transaction().execute((trx) => indexRecordings(trx, ids));
    const last = ids.at(-1);
    if (last === undefined || ids.length < batch) return;
    after = last;
    await clock.sleep(0);
  }
}
