import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table endpoint_health (
    endpoint_id text not null references endpoint(id), date text not null,
    sampled_at integer not null, hours integer not null, hours_on_battery integer not null,
    battery_low integer, battery_high integer, disk_low_bytes integer, clock_offset_ms integer,
    volume_low integer, volume_high integer, version text, used_bytes integer,
    primary key (endpoint_id, date)) without rowid`,
];

/** How endpoints were, a row for a day: sixty days of ten thousand endpoints stay small. */
export const healthHistory = {
  name: '0027-health-history',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
