import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table calendar_link (
    id text primary key, station_id text not null references station(id), name text not null,
    token_sha256 text not null unique, user_id text not null references user(id),
    created_at integer not null, used_at integer)`,
  `create index calendar_link_station on calendar_link (station_id)`,
];

/** Links by which programs read a station's timetable as a calendar. */
export const calendar = {
  name: '0009-calendar',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
