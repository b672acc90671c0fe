import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from './schema.ts';

/** Runs a transaction and says how long it held the database, without the wait for its turn. */
export async function timedTransaction<Result>(
  { db, clock }: { db: Kysely<Database>; clock: Clock },
  run: (trx: Transaction<Database>) => Promise<Result>,
): Promise<{ results: Result; tookMs: number }> {
  let began = clock.monotonic();
  const results = await db.transaction().execute((trx) => {
    began = clock.monotonic();
    return run(trx);
  });
  return { results, tookMs: clock.monotonic() - began };
}
