import type { Kysely } from 'kysely';
import { healthDays, type HealthDay } from '../../core/health/health-days.ts';
import { addDays, localDateOf, startOfDay, type EpochMs } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';

/** How an endpoint was on so many days until today, by the hour that its station keeps. */
export async function readHealthDays(
  db: Kysely<Database>,
  { id, zone }: { id: string; zone: string },
  { days, now }: { days: number; now: EpochMs },
): Promise<HealthDay[]> {
  const today = localDateOf(now, zone);
  const first = addDays(today, 1 - days);
  const samples = await db
    .selectFrom('endpoint_health')
    .select(['date', 'hours', 'hours_on_battery as hoursOnBattery', 'version'])
    .select(['battery_low as batteryLow', 'battery_high as batteryHigh'])
    .select(['disk_low_bytes as diskLowBytes', 'clock_offset_ms as clockOffsetMs'])
    .select(['volume_low as volumeLow', 'volume_high as volumeHigh', 'used_bytes as usedBytes'])
    .where('endpoint_id', '=', id)
    // What was used on the first day is told by the day before.
    .where('date', '>=', addDays(first, -1))
    .execute();
  const absences = await db
    .selectFrom('outage_endpoint')
    .select(['lost_at as lostAt', 'back_at as backAt'])
    .where('endpoint_id', '=', id)
    .where((eb) => eb.or([eb('back_at', 'is', null), eb('back_at', '>', startOfDay(first, zone))]))
    .execute();
  return healthDays({ samples, absences, zone, now }, today, days);
}
