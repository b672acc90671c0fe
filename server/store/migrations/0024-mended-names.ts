import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [`alter table programme add column archived_at integer`];

/** Programmes that are offered no more. */
export const mendedNames = {
  name: '0024-mended-names',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
