import { sql, type Kysely } from 'kysely';
import { addDays, localDateOf, type EpochMs } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';

export const keptDays = 60;

const hourMs = 3_600_000;
/** Two looks nearer to each other than this are one. */
const leastApartMs = hourMs / 2;
// A transaction of so many endpoints takes a few ms.
const batch = 100;

/**
 * Adds what endpoints told within the last hour to the day of their stations, and forgets days long gone; to be
 * called each hour. Reports themselves write nothing here.
 */
export async function keepHealthHistory(deps: {
  db: Kysely<Database>;
  clock: Clock;
}): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('endpoint')
      .innerJoin('station', 'station.id', 'endpoint.station_id')
      .select(['endpoint.id', 'station.zone'])
      .where('endpoint.id', '>', after)
      .orderBy('endpoint.id')
      .limit(batch)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await db.transaction().execute((trx) => keepDays(trx, rows, now));
    await clock.sleep(0);
  }
}

async function keepDays(
  trx: Kysely<Database>,
  rows: readonly { id: string; zone: string }[],
  now: EpochMs,
): Promise<void> {
  for (const zone of new Set(rows.map((row) => row.zone))) {
    const ids = rows.filter((row) => row.zone === zone).map(({ id }) => id);
    const today = localDateOf(now, zone);
    await addTo(trx, ids, today, now);
    await trx
      .deleteFrom('endpoint_health')
      .where('endpoint_id', 'in', among(ids))
      .where('date', '<=', addDays(today, -keptDays))
      .execute();
  }
}

const lower = (name: string) =>
  sql.raw(`${name} = min(coalesce(endpoint_health.${name}, excluded.${name}),
    coalesce(excluded.${name}, endpoint_health.${name}))`);
const higher = (name: string) =>
  sql.raw(`${name} = max(coalesce(endpoint_health.${name}, excluded.${name}),
    coalesce(excluded.${name}, endpoint_health.${name}))`);
const latest = (name: string) =>
  sql.raw(`${name} = coalesce(excluded.${name}, endpoint_health.${name})`);

async function addTo(
  trx: Kysely<Database>,
  ids: readonly string[],
  date: string,
  now: EpochMs,
): Promise<void> {
  const changes = [
    ...['battery_low', 'disk_low_bytes', 'volume_low'].map(lower),
    ...['battery_high', 'volume_high'].map(higher),
    ...['version', 'used_bytes'].map(latest),
  ];
  await sql`insert into endpoint_health (endpoint_id, date, sampled_at, hours, hours_on_battery,
      battery_low, battery_high, disk_low_bytes, clock_offset_ms, volume_low, volume_high, version, used_bytes)
    select endpoint_id, ${date}, ${now}, 1, coalesce(power = 'battery', 0),
      battery_percent, battery_percent, disk_free_bytes, clock_offset_ms,
      volume_percent, volume_percent, version, used_bytes
    from endpoint_status where endpoint_id in ${among(ids)} and reported_at > ${now - hourMs}
    on conflict (endpoint_id, date) do update set
      sampled_at = excluded.sampled_at, hours = endpoint_health.hours + 1,
      hours_on_battery = endpoint_health.hours_on_battery + excluded.hours_on_battery,
      clock_offset_ms = case when abs(coalesce(excluded.clock_offset_ms, 0)) >
        abs(coalesce(endpoint_health.clock_offset_ms, 0))
        then excluded.clock_offset_ms else coalesce(endpoint_health.clock_offset_ms, excluded.clock_offset_ms) end,
      ${sql.join(changes)}
    where excluded.sampled_at - endpoint_health.sampled_at >= ${leastApartMs}`.execute(trx);
}
