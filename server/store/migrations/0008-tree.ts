import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table area_state (
    area_id text not null references area(id), from_date text not null, name text not null,
    kind text not null, parent_id text references area(id),
    primary key (area_id, from_date)) without rowid`,
  `create index area_state_parent on area_state (parent_id)`,
  `alter table area add column successor_id text references area(id)`,
  `alter table area add column roles_follow integer not null default 0`,
  `create index area_successor on area (successor_id) where successor_id is not null`,
  // An area may have another station after its own was merged: only living ones are one each. SQLite cannot
  // take a constraint away; children find their parents again once all is copied back.
  `pragma defer_foreign_keys = on`,
  `create table station_kept as select * from station`,
  `drop table station`,
  `create table station (
    id text primary key, area_id text not null references area(id), name text not null,
    name_folded text not null, zone text not null, created_at integer not null,
    valid_to text, successor_id text references station(id))`,
  `insert into station select *, null, null from station_kept`,
  `drop table station_kept`,
  `create unique index station_area on station (area_id) where valid_to is null`,
  `create table station_place (
    station_id text not null references station(id), from_date text not null,
    area_id text not null references area(id),
    primary key (station_id, from_date)) without rowid`,
  `create index station_place_area on station_place (area_id)`,
  `create table endpoint_place (
    endpoint_id text not null references endpoint(id), from_date text not null,
    station_id text not null references station(id), area_id text not null references area(id),
    by_hand integer not null,
    primary key (endpoint_id, from_date)) without rowid`,
  `create index endpoint_place_station on endpoint_place (station_id)`,
  `create index endpoint_place_area on endpoint_place (area_id)`,
];

/** Areas, stations and endpoints that are elsewhere, or called otherwise, on other days. */
export const tree = {
  name: '0008-tree',
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
