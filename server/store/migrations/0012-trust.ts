import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table signing_key (
    key_id text primary key, public_key text not null, added_at integer not null,
    signs_from integer not null)`,
  `create table recovery_key (
    id integer primary key check (id = 1), public_key text not null, approval text)`,
  `alter table endpoint add column silencing_until integer`,
  `alter table endpoint add column silenced_at integer`,
  `alter table endpoint add column quarantined_at integer`,
  `create index endpoint_silencing on endpoint (id) where silencing_until is not null`,
  `create index endpoint_quarantined on endpoint (id) where quarantined_at is not null`,
  `alter table endpoint_status add column insecure_http integer`,
  `alter table endpoint_status add column stale integer`,
];

/** Keys that endpoints believe in, the recovery key's public half, and what is done about a bad endpoint. */
export const trust = {
  name: '0012-trust',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
