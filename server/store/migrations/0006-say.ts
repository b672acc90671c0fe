import { sql, type Kysely } from 'kysely';

const statements = [
  `create table ask (
    id text primary key, station_id text not null references station(id),
    kind text not null check (kind in ('offer', 'decision')), date text not null,
    occurrence text not null, own text, owner_area_id text not null references area(id),
    because text, sound_ms integer, starts_at integer, may_air_as_asked integer, suggests text,
    deadline integer not null,
    state text not null check (state in ('open', 'answered', 'defaulted', 'gone')),
    answer text, scope text check (scope in ('this', 'always')),
    answered_by text references user(id), answered_at integer, asked_at integer not null,
    check ((kind = 'decision') = (own is not null)))`,
  `create unique index ask_subject on ask (station_id, date, occurrence, coalesce(own, ''))`,
  `create index ask_deadline on ask (state, deadline, id)`,
  `create table standing_answer (
    id text primary key, station_id text not null references station(id),
    kind text not null check (kind in ('offer', 'decision')),
    area_id text not null references area(id), answer text not null,
    user_id text not null references user(id), at integer not null,
    ended_by text references user(id), ended_at integer)`,
  `create unique index standing_answer_now on standing_answer (station_id, kind, area_id)
    where ended_at is null`,
  `create table play_window (
    id text primary key, area_id text not null references area(id),
    user_id text references user(id), holder_area_id text references area(id),
    weekdays text not null, from_time text, to_time text, session_keys text not null,
    valid_from text, valid_to text, granted_by text not null references user(id),
    granted_at integer not null, ended_by text references user(id), ended_at integer,
    check ((user_id is null) <> (holder_area_id is null)),
    check ((from_time is null) = (to_time is null)))`,
  `create table week_approval (
    id text primary key, area_id text not null references area(id), monday text not null,
    broadcasts text not null, user_id text not null references user(id), at integer not null,
    note text, withdrawn_by text references user(id), withdrawn_at integer)`,
  `create index week_approval_week on week_approval (area_id, monday)`,
  `create table window_version (
    broadcast_id text not null references broadcast(id), version integer not null,
    window_id text not null references play_window(id), primary key (broadcast_id, version))`,
  `create index window_version_window on window_version (window_id)`,
];

/** The commune's own say: what it is asked and answers, windows that were granted, approved weeks. */
export const say = {
  name: '0006-say',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
