import { sql, type Kysely } from 'kysely';

const statements = [
  `alter table "grant" add column starts_at integer`,
  `alter table "grant" add column ends_at integer`,
  `create table stand_in (
    id text primary key, user_id text not null references user(id),
    absent_id text not null references user(id),
    starts_at integer not null, ends_at integer not null,
    made_by text not null references user(id), made_at integer not null,
    check (user_id <> absent_id), check (starts_at < ends_at))`,
  `create index stand_in_user on stand_in (user_id, ends_at)`,
  `create index stand_in_absent on stand_in (absent_id, ends_at)`,
  `create table access_reset (
    token_sha256 text primary key, user_id text not null unique references user(id),
    made_by text not null references user(id), created_at integer not null,
    expires_at integer not null)`,
  `create table fault_report (
    id text primary key, endpoint_id text not null references endpoint(id),
    kind text not null, words text not null,
    photo_sha256 text, photo_type text check (photo_type in ('jpeg', 'png', 'webp')),
    user_id text not null references user(id), seen_at integer not null,
    received_at integer not null, key text not null,
    settled_at integer, settled_by text references user(id), settled_words text,
    unique (user_id, key), check ((photo_sha256 is null) = (photo_type is null)),
    check ((settled_at is null) = (settled_by is null)))`,
  `create index fault_report_open on fault_report (endpoint_id) where settled_at is null`,
  `create index fault_report_endpoint on fault_report (endpoint_id, id)`,
];

/** Roles for a time, who stands in for whom, the one-time way back in, and faults that people see. */
export const people = {
  name: '0019-people',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
