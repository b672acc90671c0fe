import { sql, type RawBuilder } from 'kysely';

/** A day: a value, or a column such as `endpoint_day.date`. */
export type DayInSql = string | RawBuilder<string>;

/** The station of an endpoint on a day, in a query that has the table `endpoint`. */
export function stationOnDay(day: DayInSql): RawBuilder<string> {
  return placeOnDay('station_id', day);
}

/** The area that an endpoint stands in on a day, in a query that has the table `endpoint`. */
export function areaOnDay(day: DayInSql): RawBuilder<string> {
  return placeOnDay('area_id', day);
}

/** The area of a station on a day, in a query that has the table `station`. */
export function stationAreaOnDay(day: DayInSql): RawBuilder<string> {
  return sql<string>`coalesce((select moved.area_id from station_place as moved
    where moved.station_id = station.id and moved.from_date <= ${day}
    order by moved.from_date desc limit 1), station.area_id)`;
}

function placeOnDay(column: 'station_id' | 'area_id', day: DayInSql): RawBuilder<string> {
  return sql<string>`coalesce((select stood.${sql.ref(column)} from endpoint_place as stood
    where stood.endpoint_id = endpoint.id and stood.from_date <= ${day}
    order by stood.from_date desc limit 1), endpoint.${sql.ref(column)})`;
}
