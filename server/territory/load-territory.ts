import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DatedStation } from '../../core/area/dated-station.ts';
import type { Territory } from '../../core/area/territory.ts';
import { createTree, type DatedArea } from '../../core/area/tree.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

const tags = z.array(z.string());

/** How a day since before all others is kept. */
export const sinceEver = '';

/** Areas and stations of every day, as they stand in the database now. */
export async function loadTerritory(db: Db): Promise<Territory> {
  return { tree: createTree(await loadAreas(db)), stations: await loadDatedStations(db) };
}

export async function loadAreas(db: Db): Promise<ReadonlyMap<string, DatedArea>> {
  const rows = await db.selectFrom('area').selectAll().execute();
  const states = await db
    .selectFrom('area_state')
    .selectAll()
    .orderBy('area_id')
    .orderBy('from_date')
    .execute();
  const statesOf = groupRows(states, (state) => state.area_id);
  return new Map(
    rows.map((row) => {
      const known = statesOf.get(row.id);
      const area: DatedArea = {
        id: row.id,
        code: row.code,
        name: row.name,
        kind: row.kind,
        parentId: row.parent_id,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        tags: tags.parse(JSON.parse(row.tags)),
        successorId: row.successor_id,
        ...(known && {
          states: known.map(({ from_date, name, kind, parent_id }) => ({
            ...{ from: fromDate(from_date), name, kind, parentId: parent_id },
          })),
        }),
      };
      return [row.id, area];
    }),
  );
}

/** Stations with all that is known of other days: all of them, or some. */
export async function loadDatedStations(
  db: Db,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, DatedStation>> {
  const rows = await db
    .selectFrom('station')
    .select(['id', 'area_id as areaId', 'valid_to as validTo', 'successor_id as successorId'])
    .$if(ids !== undefined, (all) => all.where('id', 'in', ids ?? []))
    .execute();
  const places = await db
    .selectFrom('station_place')
    .selectAll()
    .$if(ids !== undefined, (all) => all.where('station_id', 'in', ids ?? []))
    .orderBy('station_id')
    .orderBy('from_date')
    .execute();
  const placesOf = groupRows(places, (place) => place.station_id);
  return new Map(
    rows.map((row) => {
      const moves = placesOf.get(row.id);
      return [
        row.id,
        {
          ...row,
          ...(moves && {
            moves: moves.map((move) => ({ from: fromDate(move.from_date), areaId: move.area_id })),
          }),
        },
      ];
    }),
  );
}

function fromDate(kept: string): string | null {
  return kept === sinceEver ? null : kept;
}
