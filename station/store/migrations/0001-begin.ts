import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { StationDatabase } from '../schema.ts';

const statements = [
  `create table fact (name text primary key, value text not null)`,
  `create table head (id integer primary key check (id = 1), sequence integer not null, bytes blob not null)`,
  `create table day (date text primary key, playlist text not null)`,
  `create table object (sha256 text primary key, bytes blob not null)`,
  `create table slot (
    slot text primary key, starts_at integer not null, held_since integer not null)`,
  `create table file (sha256 text primary key, last_date text not null)`,
  `create table play (
    play_id text primary key, sequence integer not null unique, slot text not null,
    due_at integer not null, record text not null, reason text not null,
    state text not null check (state in ('open', 'due', 'accepted', 'refused')), refusal text)`,
  `create index play_state on play (state, sequence)`,
  `create table incident (id text primary key, at integer not null, record text not null)`,
];

export const begin = {
  name: '0001-begin',
  async up(db: Kysely<StationDatabase>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
