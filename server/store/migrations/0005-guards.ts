import { sql, type Kysely } from 'kysely';

const statements = [
  `create table quiet_hours_now (
    id text primary key, area_id text references area(id),
    endpoint_id text references endpoint(id), from_time text not null, to_time text not null,
    weekdays text not null, valid_from text, valid_to text, note text,
    check ((area_id is null) <> (endpoint_id is null)))`,
  `insert into quiet_hours_now
    select id, area_id, null, from_time, to_time, weekdays, valid_from, valid_to, null
    from quiet_hours`,
  `drop table quiet_hours`,
  `alter table quiet_hours_now rename to quiet_hours`,
  `create table guard (
    id text primary key, area_id text references area(id),
    endpoint_id text references endpoint(id), rule text not null, valid_from text,
    valid_to text, note text, check ((area_id is null) <> (endpoint_id is null)))`,
  `create table day_mode (
    key text primary key, name text not null, session_keys text, kinds text,
    session_cap_ms integer, day_cap_ms integer, volume_percent integer)`,
  `create table day_mode_period (
    id text primary key, mode_key text not null references day_mode(key),
    area_id text not null references area(id), first text not null, last text not null,
    user_id text not null references user(id), at integer not null)`,
  `create index day_mode_period_mode on day_mode_period (mode_key)`,
  `create table holiday (
    date text primary key, key text, name text not null, is_usual integer not null)`,
  `create table place_group (
    id text primary key, area_id text not null references area(id), name text not null,
    name_folded text not null, tag text, members text not null)`,
  `alter table area add column tags text not null default '[]'`,
];

const spokenWord = ['speech', 'signature', 'relay', 'input'];
const minuteMs = 60_000;

/** First entries that people then keep as their own rules ask; an ordinary day (thường) has no mode. */
const modes = [
  { key: 'tet', name: 'Tết', session_cap_ms: 30 * minuteMs, volume_percent: 80 },
  { key: 'quoc_tang', name: 'Quốc tang', kinds: spokenWord },
  { key: 'mua_bao', name: 'Mưa bão', kinds: spokenWord },
  { key: 'bau_cu', name: 'Bầu cử' },
  {
    key: 'thi_cu',
    name: 'Thi cử',
    kinds: spokenWord,
    session_cap_ms: 15 * minuteMs,
    day_cap_ms: 30 * minuteMs,
    volume_percent: 60,
  },
];

/** Guards of areas and endpoints, day modes with the first of them, holidays, groups of places. */
export const guards = {
  name: '0005-guards',
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
    for (const { key, name, kinds, ...caps } of modes)
      await sql`insert into day_mode values (${key}, ${name}, null,
        ${kinds ? JSON.stringify(kinds) : null}, ${caps.session_cap_ms ?? null},
        ${caps.day_cap_ms ?? null}, ${caps.volume_percent ?? null})`.execute(db);
  },
};
