import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table player_link (
    id text primary key, endpoint_id text not null references endpoint(id), name text not null,
    token_sha256 text not null unique, user_id text not null references user(id),
    created_at integer not null, used_at integer)`,
  `create index player_link_endpoint on player_link (endpoint_id)`,
  `create table push_circuit (
    endpoint_id text primary key references endpoint(id),
    failures integer not null, open_until integer) without rowid`,
];

/** Links by which plain players play an endpoint's list, and how pushing to endpoints goes. */
export const distribution = {
  name: '0013-distribution',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
