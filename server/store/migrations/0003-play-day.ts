import { sql, type Kysely } from 'kysely';

const statements = [
  `create table play_day (
    date text not null, area_id text not null references area(id), broadcast_id text not null,
    sounded integer not null, silent integer not null, whole integer not null,
    heard_ms integer not null,
    primary key (date, area_id, broadcast_id)) without rowid`,
  // An occurrence is a broadcast's id, a hyphen and ten characters of date.
  `insert into play_day
    select substr(occurrence, -10), area_id, substr(occurrence, 1, length(occurrence) - 11),
      sum(heard_ms > 0), sum(heard_ms = 0),
      sum(heard_ms > 0 and heard_ms * 100 >= play.duration_ms * 98), sum(heard_ms)
    from play join endpoint on endpoint.id = play.endpoint_id group by 1, 2, 3`,
];

/** Sums of plays, so that a report of months need not read every play. */
export const playDay = {
  name: '0003-play-day',
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
