import type { Kysely } from 'kysely';
import type { DatedStation } from '../../core/area/dated-station.ts';
import type { TerritoryChange } from '../../core/area/territory.ts';
import type { DatedArea } from '../../core/area/tree.ts';
import { fold } from '../../core/text/fold.ts';
import type { Database } from '../store/schema.ts';
import { sinceEver } from './load-territory.ts';

type Db = Kysely<Database>;

/** Writes what a change says; names and places of today follow when the territory is settled. */
export async function saveTerritory(trx: Db, { areas, stations }: TerritoryChange): Promise<void> {
  for (const area of areas) await saveArea(trx, area);
  for (const station of stations) await saveStation(trx, station);
}

async function saveArea(trx: Db, area: DatedArea): Promise<void> {
  const { id, name, validTo, successorId = null, states = [] } = area;
  await trx
    .updateTable('area')
    .set({ name, name_folded: fold(name), valid_to: validTo, successor_id: successorId })
    .where('id', '=', id)
    .execute();
  await trx.deleteFrom('area_state').where('area_id', '=', id).execute();
  for (const state of states)
    await trx
      .insertInto('area_state')
      .values({
        area_id: id,
        from_date: state.from ?? sinceEver,
        name: state.name,
        kind: state.kind,
        parent_id: state.parentId,
      })
      .execute();
}

async function saveStation(trx: Db, station: DatedStation): Promise<void> {
  const { id, validTo = null, successorId = null, moves = [] } = station;
  await trx
    .updateTable('station')
    .set({ valid_to: validTo, successor_id: successorId })
    .where('id', '=', id)
    .execute();
  await trx.deleteFrom('station_place').where('station_id', '=', id).execute();
  for (const { from, areaId } of moves)
    await trx
      .insertInto('station_place')
      .values({ station_id: id, from_date: from ?? sinceEver, area_id: areaId })
      .execute();
}
