import type { Kysely } from 'kysely';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { stationOnDay } from '../territory/place-of-day.ts';
import type { TimetableChanges } from './changes.ts';
import { daysAhead } from './horizon.ts';

export interface HorizonDeps {
  db: Kysely<Database>;
  timetable: TimetableChanges;
  clock: Clock;
}

/** Compiles stations of which an endpoint lacks the last day of the horizon: after midnight, all of them. */
export async function keepHorizon({ db, timetable, clock }: HorizonDeps): Promise<void> {
  const short: string[] = [];
  for (const zone of await zonesOf(db)) {
    const lastDay = addDays(localDateOf(clock.now(), zone), daysAhead);
    const rows = await db
      .selectFrom('endpoint')
      .innerJoin('station', 'station.id', 'endpoint.station_id')
      .leftJoin('endpoint_day', (join) =>
        join
          .onRef('endpoint_day.endpoint_id', '=', 'endpoint.id')
          .on('endpoint_day.date', '=', lastDay),
      )
      // Where it is on that day: who has it now does not compile that day.
      .select(stationOnDay(lastDay).as('id'))
      .distinct()
      .where('station.zone', '=', zone)
      .where('endpoint.revoked_at', 'is', null)
      .where('endpoint_day.date', 'is', null)
      .execute();
    short.push(...rows.map(({ id }) => id));
  }
  if (short.length > 0) await timetable.changed({ stationIds: short });
}

/** The zones that stations are in. */
export async function zonesOf(db: Kysely<Database>): Promise<string[]> {
  const rows = await db.selectFrom('station').select('zone').distinct().execute();
  return rows.map(({ zone }) => zone);
}
