import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from './changes.ts';
import { shortOfHorizon } from './short-of-horizon.ts';

export interface HorizonDeps {
  db: Kysely<Database>;
  timetable: TimetableChanges;
  clock: Clock;
  log: Logger;
}

/** Compiles stations of which an endpoint lacks the last day of the horizon; what stays short is logged as an error. */
export async function keepHorizon({ db, timetable, clock, log }: HorizonDeps): Promise<void> {
  const short = await shortOfHorizon(db, clock.now());
  if (short.length === 0) return;
  await timetable.changed({ stationIds: [...new Set(short.map(({ stationId }) => stationId))] });
  const still = await shortOfHorizon(db, clock.now());
  if (still.length === 0) return;
  const stations = [...new Set(still.map(({ stationId }) => stationId))];
  log.error({ endpoints: still.length, stations: stations.slice(0, 20) }, 'the horizon is short');
}
