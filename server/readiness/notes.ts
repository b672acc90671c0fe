import type { Kysely } from 'kysely';
import type { LackingEndpoint, ReadinessNote } from '../../contract/http/readiness.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';

/** What was written down half an hour before air, by `station subject`. */
export async function readNotes(
  db: Kysely<Database>,
  date: LocalDate,
  stationIds: readonly string[],
): Promise<Map<string, ReadinessNote>> {
  const rows = await db
    .selectFrom('readiness_note')
    .selectAll()
    .where('date', '=', date)
    .where('station_id', 'in', among(stationIds))
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.station_id} ${row.subject}`,
      {
        notedAt: row.noted_at,
        ...{ ready: row.ready, notReady: row.not_ready, unknown: row.unknown },
        // Written by this server alone, for itself.
        lacking: JSON.parse(row.lacking) as LackingEndpoint[],
      },
    ]),
  );
}
