import { sql, type Kysely } from 'kysely';

/** Many pushes share a job of the queue; each row of work says which. */
export const carriers = {
  name: '0017-carriers',
  up: async (db: Kysely<unknown>) => {
    await sql`alter table work add column carrier text`.execute(db);
  },
};
