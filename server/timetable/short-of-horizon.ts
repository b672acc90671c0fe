import type { Kysely } from 'kysely';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { stationOnDay } from '../territory/place-of-day.ts';
import { daysAhead } from './horizon.ts';

/** An endpoint without the last day of the horizon. */
export interface Short {
  endpointId: string;
  /** Where it is on that day: who has it now does not compile that day. */
  stationId: string;
}

/** Living endpoints that lack the last day of the horizon: after midnight, until they are compiled, all. */
export async function shortOfHorizon(db: Kysely<Database>, now: number): Promise<Short[]> {
  const short: Short[] = [];
  for (const zone of await zonesOf(db)) {
    const lastDay = addDays(localDateOf(now, zone), daysAhead);
    const rows = await db
      .selectFrom('endpoint')
      .innerJoin('station', 'station.id', 'endpoint.station_id')
      .leftJoin('endpoint_day', (join) =>
        join
          .onRef('endpoint_day.endpoint_id', '=', 'endpoint.id')
          .on('endpoint_day.date', '=', lastDay),
      )
      .select('endpoint.id as endpointId')
      .select(stationOnDay(lastDay).as('stationId'))
      .where('station.zone', '=', zone)
      .where('endpoint.revoked_at', 'is', null)
      .where('endpoint_day.date', 'is', null)
      .execute();
    short.push(...rows);
  }
  return short;
}

/** The zones that stations are in. */
export async function zonesOf(db: Kysely<Database>): Promise<string[]> {
  const rows = await db.selectFrom('station').select('zone').distinct().execute();
  return rows.map(({ zone }) => zone);
}
