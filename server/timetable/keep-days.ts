import type { Transaction } from 'kysely';
import { keepObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import type { CompiledGroup } from './compile-station.ts';
import type { StationInput } from './station-input.ts';

const batch = 500;

/** Puts compiled days in force; what is as before is not written. Gives the number of changed days. */
export async function keepDays(
  trx: Transaction<Database>,
  station: StationInput,
  groups: readonly CompiledGroup[],
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
    changed.flatMap(({ group }) => [group.playlist, group.rulingsObject]),
    now,
  );
  const rows = changed.flatMap(({ group, endpointIds }) =>
    endpointIds.map((endpointId) => ({
      endpoint_id: endpointId,
      date: group.date,
      playlist_sha256: group.playlist.sha256,
      rulings_sha256: group.rulingsObject.sha256,
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

function isNew(station: StationInput, endpointId: string, group: CompiledGroup): boolean {
  const stored = station.stored.get(endpointId)?.get(group.date);
  return (
    stored?.playlist !== group.playlist.sha256 || stored.rulings !== group.rulingsObject.sha256
  );
}
