import { sql, type Kysely } from 'kysely';
import { addDays, localDateOf, localTimeOf, type LocalDate } from '../../../core/time/zoned.ts';
import { among } from '../../store/among.ts';
import { groupRows } from '../../../core/list/group-rows.ts';
import type { Database } from '../../store/schema.ts';
import { stationOnDay } from '../../territory/place-of-day.ts';

/** Something was learnt of an endpoint's entry that was due then. */
export interface News {
  endpointId: string;
  dueAt: number;
}

// What was due so early may belong to the day before, which began its session.
const earlyUntil = '06:00:00';
const hourMs = 3_600_000;

/** Makes the days concerned due to be summed up anew; to be called in the transaction that keeps the news. */
export async function noteNews(trx: Kysely<Database>, news: readonly News[]): Promise<void> {
  const dated = (await zonesOf(trx, news)).flatMap(({ endpointId, dates }) =>
    dates.map((date) => ({ endpointId, date })),
  );
  for (const [date, ofDate] of groupRows(dated, (one) => one.date)) {
    const endpoints = [...new Set(ofDate.map(({ endpointId }) => endpointId))];
    await sql`update air_settled set stale_at = 0, news = news + 1
      where date = ${date} and station_id in
        (select ${stationOnDay(date)} from endpoint where id in ${among(endpoints)})`.execute(trx);
  }
}

async function zonesOf(
  trx: Kysely<Database>,
  news: readonly News[],
): Promise<{ endpointId: string; dates: LocalDate[] }[]> {
  const rows = await trx
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .select(['endpoint.id', 'station.zone'])
    .where('endpoint.id', 'in', among([...new Set(news.map(({ endpointId }) => endpointId))]))
    .execute();
  const zones = new Map(rows.map(({ id, zone }) => [id, zone]));
  const known = new Map<string, LocalDate[]>();
  const datesOf = (dueAt: number, zone: string) => {
    // Zones move by quarters of an hour; days begin and end with one.
    const key = `${Math.floor((dueAt * 4) / hourMs)} ${zone}`;
    const dates = known.get(key) ?? datesAt(dueAt, zone);
    known.set(key, dates);
    return dates;
  };
  return news.flatMap(({ endpointId, dueAt }) => {
    const zone = zones.get(endpointId);
    return zone === undefined ? [] : [{ endpointId, dates: datesOf(dueAt, zone) }];
  });
}

function datesAt(instant: number, zone: string): LocalDate[] {
  const date = localDateOf(instant, zone);
  return localTimeOf(instant, zone) < earlyUntil ? [date, addDays(date, -1)] : [date];
}
