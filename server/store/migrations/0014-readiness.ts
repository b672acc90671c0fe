import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const playColumns = `endpoint_id text not null references endpoint(id), sequence integer not null,
  entry_key text not null, occurrence text not null, title text not null,
  playlist_sha256 text not null, media_sha256 text, due_at integer not null, started_at integer,
  ended_at integer, heard_ms integer not null, duration_ms integer not null, reason text not null,
  clock_trusted integer not null, received_at integer not null`;

const statements = [
  ...[
    'reported_at integer',
    'incomplete text',
    'missing text',
    'missing_files integer',
    'volume_percent integer',
  ].map((column) => `alter table endpoint_status add column ${column}`),
  ...['power text', 'battery_percent integer', 'used_bytes integer'].map(
    (column) => `alter table endpoint_status add column ${column}`,
  ),
  `alter table stop add column head_sequence integer`,
  `alter table station add column keyholder_name text`,
  `alter table station add column keyholder_phone text`,

  `create table readiness_note (
    station_id text not null references station(id), date text not null, subject text not null,
    starts_at integer not null, noted_at integer not null, ready integer not null,
    not_ready integer not null, unknown integer not null, lacking text not null,
    primary key (station_id, date, subject)) without rowid`,
  `create index incident_disk_full on incident (received_at) where code = 'disk_full'`,
  `create index readiness_note_starts on readiness_note (starts_at)`,
  // What was known then is evidence: nobody changes it afterwards.
  `create trigger readiness_note_kept before update on readiness_note
    begin select raise(abort, 'a readiness note is never changed'); end`,
  `create trigger readiness_note_stays before delete on readiness_note
    begin select raise(abort, 'a readiness note is never removed'); end`,

  `create table endpoint_served (
    endpoint_id text not null references endpoint(id), month text not null, bytes integer not null,
    primary key (endpoint_id, month)) without rowid`,
  `create table outage (
    id text primary key, level text not null, subject_id text not null,
    area_id text not null references area(id), began_at integer not null,
    told_at integer not null, drops integer not null, ended_at integer)`,
  `create index outage_open on outage (began_at) where ended_at is null`,
  `create index outage_ended on outage (ended_at)`,
  `create table outage_endpoint (
    outage_id text not null references outage(id), endpoint_id text not null references endpoint(id),
    lost_at integer not null, back_at integer, seen_since integer,
    primary key (outage_id, endpoint_id)) without rowid`,
  `create index outage_endpoint_endpoint on outage_endpoint (endpoint_id)`,
  `create table snooze (
    endpoint_id text primary key references endpoint(id), until integer not null,
    reason text not null, user_id text not null references user(id), at integer not null)`,

  `create table doubtful_play (
    play_id text primary key, ${playColumns}, doubt text not null, rival text,
    state text not null, decided_by text references user(id), decided_at integer)`,
  `create index doubtful_play_state on doubtful_play (state, play_id)`,
  `create index doubtful_play_endpoint on doubtful_play (endpoint_id, sequence)`,
  `create index play_endpoint_started on play (endpoint_id, started_at)`,
];

/** Who will play and who did: readiness notes, outages, doubtful plays, stops that arrived, keyholders. */
export const readiness = {
  name: '0014-readiness',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
