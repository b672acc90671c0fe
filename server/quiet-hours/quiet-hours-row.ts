import { weekdays } from '../../contract/scalar.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import type { Weekday } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';

type Row = Omit<Database['quiet_hours'], 'id' | 'area_id' | 'endpoint_id' | 'note'>;

/** A row of the table as the domain's value. */
export function toQuietHours(row: Row): QuietHours & { weekdays: Weekday[] } {
  return {
    from: row.from_time,
    to: row.to_time,
    weekdays: weekdays.parse(JSON.parse(row.weekdays)),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}
