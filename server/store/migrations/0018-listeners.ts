import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table listener_link (
    id text primary key, endpoint_id text not null references endpoint(id),
    name text not null, token_sha256 text not null unique,
    user_id text not null references user(id), created_at integer not null, used_at integer)`,
  `create index listener_link_endpoint on listener_link (endpoint_id)`,
  // What was said outlives the link by which it was said.
  `create table listener_word (
    endpoint_id text not null references endpoint(id), entry_key text not null,
    starts_at integer not null, link_id text not null, occurrence text not null,
    title text not null, word text not null check (word in ('clear', 'faint', 'nothing')),
    said_by text not null, said_at integer not null,
    primary key (endpoint_id, starts_at, entry_key, link_id)) without rowid`,
  `create table listener_recording (
    id text primary key, endpoint_id text not null references endpoint(id),
    entry_key text not null, starts_at integer not null, link_id text not null,
    occurrence text not null, title text not null, said_by text not null,
    ended_at integer not null, received_at integer not null,
    container text not null check (container in ('webm', 'ogg', 'mp4')),
    file_sha256 text not null unique, bytes integer not null, likeness text)`,
  `create index listener_recording_endpoint on listener_recording (endpoint_id, starts_at)`,
  `create index listener_recording_link on listener_recording (link_id, received_at)`,
  `create index listener_recording_received on listener_recording (received_at)`,
];

/** People near loudspeakers who say what they hear: kept apart from proof. */
export const listeners = {
  name: '0018-listeners',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
