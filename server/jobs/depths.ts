import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';

/** Rows of work that are not done, by kind and state, for /metrics. */
export function workDepths(db: Kysely<Database>) {
  return db
    .selectFrom('work')
    .select((eb) => ['kind', 'state', eb.fn.countAll<number>().as('count')])
    .where('state', 'in', ['due', 'queued'])
    .groupBy(['kind', 'state'])
    .execute();
}
