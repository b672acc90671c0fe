import type { Kysely } from 'kysely';
import { z } from 'zod';
import { weekdays } from '../../contract/scalar.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import type { Database } from '../store/schema.ts';

const weekdaysColumn = z.string().transform((text) => weekdays.parse(JSON.parse(text)));

/** Quiet hours by the area that they are set for, in a stable order. */
export async function quietHoursByArea(db: Kysely<Database>): Promise<Map<string, QuietHours[]>> {
  const rows = await db.selectFrom('quiet_hours').selectAll().orderBy('id').execute();
  const byArea = new Map<string, QuietHours[]>();
  for (const row of rows) {
    const rules = byArea.get(row.area_id) ?? [];
    rules.push({
      from: row.from_time,
      to: row.to_time,
      weekdays: weekdaysColumn.parse(row.weekdays),
      validFrom: row.valid_from,
      validTo: row.valid_to,
    });
    byArea.set(row.area_id, rules);
  }
  return byArea;
}
