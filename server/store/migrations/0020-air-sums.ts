import { sql, type Kysely } from 'kysely';

const counts = [
  ...['requested', 'requested_ms', 'heard_ms', 'played', 'late', 'partial', 'preempted', 'skipped'],
  ...[
    'stopped',
    'delivered',
    'declared',
    'declared_missed',
    'awaiting_report',
    'offline',
    'missed',
  ],
  ...['ear_heard', 'ear_weak', 'ear_silent'],
];

const columns = `date text not null, station_id text not null references station(id),
    area_id text not null references area(id), broadcast_id text not null references broadcast(id),
    item text not null, class text not null, origin text not null,
    ${counts.map((name) => `${name} integer not null`).join(', ')}`;

const statements = [
  `create table air_sum (${columns},
    primary key (date, station_id, area_id, broadcast_id, item, class, origin)) without rowid`,
  // Ten times as many: only ever asked for a few areas.
  `create table air_place_sum (${columns},
    primary key (area_id, date, station_id, broadcast_id, item, class, origin)) without rowid`,
  `create index air_place_sum_day on air_place_sum (date, station_id)`,
  `create table air_settled (
    date text not null, station_id text not null references station(id),
    settled_at integer, stale_at integer, news integer not null default 0,
    primary key (date, station_id)) without rowid`,
  `create index air_settled_stale on air_settled (stale_at) where stale_at is not null`,
  `create table air_unseen (
    endpoint_id text not null references endpoint(id), date text not null,
    station_id text not null references station(id), since_ms integer not null,
    primary key (endpoint_id, date)) without rowid`,
  `create index air_unseen_since on air_unseen (endpoint_id, since_ms)`,
  `create index air_unseen_day on air_unseen (date, station_id)`,
  // What is there already is summed up bit by bit.
  `insert into air_settled (date, station_id, settled_at, stale_at)
    select distinct date, coalesce((select stood.station_id from endpoint_place as stood
        where stood.endpoint_id = endpoint.id and stood.from_date <= endpoint_day.date
        order by stood.from_date desc limit 1), endpoint.station_id), null, 0
      from endpoint_day join endpoint on endpoint.id = endpoint_day.endpoint_id
      where date <= date('now', '+1 day')`,
];

/** What became of what was planned, in sums by day: a report of a year need not judge every entry again. */
export const airSums = {
  name: '0020-air-sums',
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
