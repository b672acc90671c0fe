import type { Transaction } from 'kysely';
import { keepObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import type { HashedGroup } from './compile-loaded.ts';
import type { LoadedStation } from './station-input.ts';

const batch = 500;

/** Puts compiled days in force; what is as before is not written. Gives the number of changed days. */
export async function keepDays(
  trx: Transaction<Database>,
  station: LoadedStation,
  groups: readonly HashedGroup[],
  now: number,
): Promise<number> {
  const changed = groups
    .map((group) => ({
      group,
      endpointIds: group.endpointIds.filter((id) => isNew(station, id, group)),
    }))
    .filter(({ endpointIds }) => endpointIds.length > 0);
  await keepObjects(
    trx,
    changed.flatMap(({ group }) => [group.playlistObject, group.recordObject]),
    now,
  );
  const rows = changed.flatMap(({ group, endpointIds }) =>
    endpointIds.map((endpointId) => ({
      endpoint_id: endpointId,
      date: group.date,
      playlist_sha256: group.playlistObject.sha256,
      rulings_sha256: group.recordObject.sha256,
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

function isNew(station: LoadedStation, endpointId: string, group: HashedGroup): boolean {
  const stored = station.stored.get(endpointId)?.get(group.date);
  return (
    stored?.playlist !== group.playlistObject.sha256 || stored.rulings !== group.recordObject.sha256
  );
}
