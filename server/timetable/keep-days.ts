import type { Transaction } from 'kysely';
import { keepObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import type { NewDay } from './news.ts';

const batch = 500;

/** Puts compiled days in force. Gives their number, counted by endpoint. */
export async function keepDays(
  trx: Transaction<Database>,
  days: readonly NewDay[],
  now: number,
): Promise<number> {
  await keepObjects(
    trx,
    days.flatMap(({ playlist, record }) => [playlist, record]),
    now,
  );
  const rows = days.flatMap(({ date, endpointIds, playlist, record }) =>
    endpointIds.map((endpointId) => ({
      endpoint_id: endpointId,
      date,
      playlist_sha256: playlist.sha256,
      rulings_sha256: record.sha256,
      compiled_at: now,
    })),
  );
  for (let from = 0; from < rows.length; from += batch)
    await trx
      .insertInto('endpoint_day')
      .values(rows.slice(from, from + batch))
      .onConflict((conflict) =>
        conflict.columns(['endpoint_id', 'date']).doUpdateSet((eb) => ({
          playlist_sha256: eb.ref('excluded.playlist_sha256'),
          rulings_sha256: eb.ref('excluded.rulings_sha256'),
          compiled_at: eb.ref('excluded.compiled_at'),
        })),
      )
      .execute();
  return rows.length;
}
