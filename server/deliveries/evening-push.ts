import type { Kysely } from 'kysely';
import { addDays, localDateOf, localTimeOf, type LocalTime } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { zonesOf } from '../timetable/short-of-horizon.ts';
import type { Deliveries } from './service.ts';

export interface EveningPushDeps {
  db: Kysely<Database>;
  timetable: TimetableChanges;
  deliveries: Pick<Deliveries, 'pushAll'>;
  /** Wall time of the station's zone. */
  pushAt: LocalTime;
  clock: Clock;
}

/**
 * Compiles and pushes the coming days once an evening, in each zone at its own hour; one that was missed
 * is made up for. A day is remembered only afterwards: twice does no harm.
 */
export async function eveningPush(deps: EveningPushDeps): Promise<void> {
  const { db, timetable, deliveries, pushAt, clock } = deps;
  for (const zone of await zonesOf(db)) {
    const today = localDateOf(clock.now(), zone);
    const isEvening = localTimeOf(clock.now(), zone).slice(0, pushAt.length) >= pushAt;
    const evening = isEvening ? today : addDays(today, -1);
    const name = `evening_push_date ${zone}`;
    const last = await readFact(db, name);
    if (last !== null && last >= evening) continue;
    await timetable.changed({ stationIds: await stationsIn(db, zone) });
    await deliveries.pushAll(zone);
    await writeFact(db, name, evening);
  }
}

async function stationsIn(db: Kysely<Database>, zone: string): Promise<string[]> {
  const rows = await db.selectFrom('station').select('id').where('zone', '=', zone).execute();
  return rows.map(({ id }) => id);
}

async function readFact(db: Kysely<Database>, name: string): Promise<string | null> {
  const row = await db
    .selectFrom('fact')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? null;
}

async function writeFact(db: Kysely<Database>, name: string, value: string): Promise<void> {
  await db
    .insertInto('fact')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
