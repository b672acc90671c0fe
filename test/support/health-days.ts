import { join } from 'node:path';
import { addDays } from '../../core/time/zoned.ts';
import { openDatabase } from '../../runtime/database.ts';
import type { TestServer } from './server.ts';

/** Lets a loudspeaker have told how it was on twenty days: a night on its battery, a slow clock, a new version. */
export function rememberHealth(server: TestServer, endpointId: string, today: string): void {
  const db = openDatabase(join(server.dataFolder, 'loa.sqlite'));
  const insert = db.prepare(`insert into endpoint_health (endpoint_id, date, sampled_at, hours,
    hours_on_battery, battery_low, battery_high, disk_low_bytes, clock_offset_ms, volume_low,
    volume_high, version, used_bytes) values (?, ?, 0, 24, ?, ?, 100, ?, ?, 70, 75, ?, ?)
    on conflict do nothing`);
  for (let ago = 20; ago > 0; ago -= 1) {
    const date = addDays(today, -ago);
    const day = Number(date.slice(-2));
    insert.run(
      ...[endpointId, date, ago === 4 ? 7 : 0, ago === 4 ? 31 : 96],
      ...[2_400_000_000 - (20 - ago) * 40_000_000, ago === 9 ? -1800 : 20 + ago * 9],
      ...[ago > 6 ? '1.0.0' : '1.1.0', day * 21_000_000],
    );
  }
  db.close();
}
