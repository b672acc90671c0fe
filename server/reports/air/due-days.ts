import { sql, type Kysely } from 'kysely';
import { localDateOf, addDays, type LocalDate } from '../../../core/time/zoned.ts';
import type { Database } from '../../store/schema.ts';
import { stationOnDay } from '../../territory/place-of-day.ts';

/** A station's day whose sums are not right any more, and how much was learnt of it by then. */
export interface DueDay {
  date: LocalDate;
  stationId: string;
  news: number;
}

/** Days of stations that are to be summed up, the newest first. */
export async function dueDays(
  db: Kysely<Database>,
  { now, limit, days }: { now: number; limit: number; days?: { from: string; to: string } },
): Promise<DueDay[]> {
  const stale = await staleDays(db, now);
  const found = new Map(
    [...stale, ...(await newDays(db, now))].map((day) => [`${day.date} ${day.stationId}`, day]),
  );
  return [...found.values()]
    .filter(({ date }) => !days || (date >= days.from && date <= days.to))
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .slice(0, limit);
}

async function staleDays(db: Kysely<Database>, now: number): Promise<DueDay[]> {
  const { rows } = await sql<DueDay>`
    select date, station_id as "stationId", news from air_settled where stale_at <= ${now}
    union
    select settled.date, settled.station_id, settled.news
      from endpoint_status
      join air_unseen on air_unseen.endpoint_id = endpoint_status.endpoint_id
        and air_unseen.since_ms <= endpoint_status.seen_at
      join air_settled as settled
        on settled.date = air_unseen.date and settled.station_id = air_unseen.station_id`.execute(
    db,
  );
  return rows;
}

/** Days that began, or were compiled anew, since they were last summed up. */
async function newDays(db: Kysely<Database>, now: number): Promise<DueDay[]> {
  const zones = await db.selectFrom('station').select('zone').distinct().execute();
  const today = zones.map(({ zone }) => localDateOf(now, zone)).sort();
  const [earliest, latest] = [today[0], today.at(-1)];
  if (earliest === undefined || latest === undefined) return [];
  const newest = await db
    .selectFrom('air_settled')
    .select('date')
    .orderBy('date', 'desc')
    .limit(1)
    .executeTakeFirst();
  // Yesterday's last entries may sound today.
  const begun = newest && newest.date < earliest ? newest.date : earliest;
  const from = newest ? addDays(begun, -1) : '';
  const { rows } = await sql<DueDay>`
    select planned.date, planned.station_id as "stationId", coalesce(settled.news, 0) as news
      from (select date, station_id, max(compiled_at) as compiled_at
        from (select date, compiled_at, ${stationOnDay(sql.ref('endpoint_day.date'))} as station_id
          from endpoint_day join endpoint on endpoint.id = endpoint_day.endpoint_id
          where date between ${from} and ${latest})
        group by 1, 2) as planned
      left join air_settled as settled
        on settled.date = planned.date and settled.station_id = planned.station_id
      where settled.station_id is null or planned.compiled_at > settled.settled_at`.execute(db);
  return rows;
}
