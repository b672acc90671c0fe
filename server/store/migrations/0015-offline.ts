import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `alter table endpoint add column public_key text`,
  // The table's own check knows two kinds only, and SQLite changes no check of a table that others refer to.
  `alter table endpoint add column declares integer not null default 0`,
  `create table endpoint_site (
    endpoint_id text primary key references endpoint(id),
    serial text, sim text, address text, latitude real, longitude real, power_watts integer)`,
  `create index endpoint_site_serial on endpoint_site (serial) where serial is not null`,
  `create table declare_link (
    id text primary key, endpoint_id text not null references endpoint(id),
    name text not null, token_sha256 text not null unique,
    user_id text not null references user(id), created_at integer not null, used_at integer)`,
  `create index declare_link_endpoint on declare_link (endpoint_id)`,
  `create table declaration (
    endpoint_id text not null references endpoint(id), entry_key text not null,
    starts_at integer not null, occurrence text not null, title text not null,
    aired integer not null, reason text, declared_by text not null,
    declared_at integer not null,
    primary key (endpoint_id, entry_key, starts_at)) without rowid`,
  `create index declaration_occurrence on declaration (occurrence)`,
];

/** Places without a network: what they sign by, where they stand, and people who declare what was aired. */
export const offline = {
  name: '0015-offline',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
