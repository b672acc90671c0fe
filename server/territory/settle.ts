import type { Kysely } from 'kysely';
import { stationAreaOn } from '../../core/area/dated-station.ts';
import type { Territory } from '../../core/area/territory.ts';
import { stateOn } from '../../core/area/tree.ts';
import { fold } from '../../core/text/fold.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { letRolesFollow } from './let-roles-follow.ts';
import { loadTerritory, sinceEver } from './load-territory.ts';

type Db = Kysely<Database>;

const dateFact = 'tree_date';

/** Whether the database shows names and places of another day. */
export async function isSettled(db: Db, today: LocalDate): Promise<boolean> {
  const fact = await db
    .selectFrom('fact')
    .select('value')
    .where('name', '=', dateFact)
    .executeTakeFirst();
  return fact?.value === today;
}

/**
 * Puts into areas, stations and endpoints themselves what holds today, for rights, lists and searches; what
 * other days know stays where it is. Lets roles follow merges. Gives the stations whose endpoints came or went.
 */
export async function settle(
  trx: Db,
  { today, clock }: { today: LocalDate; clock: Clock },
): Promise<string[]> {
  const territory = await loadTerritory(trx);
  await settleAreas(trx, territory, today);
  const moved = await settleStations(trx, territory, today);
  const touched = await settleEndpoints(trx, today);
  await letRolesFollow(trx, { today, clock });
  const row = { name: dateFact, value: today };
  await trx
    .insertInto('fact')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  return [...new Set([...moved, ...touched])];
}

async function settleAreas(trx: Db, { tree }: Territory, today: LocalDate): Promise<void> {
  for (const [id, area] of tree.on(today)) {
    const kept = tree.areas.get(id);
    if (!kept || area === kept) continue;
    // What it really lies in is not to be lost behind what it lies in today.
    const { name, kind, parentId } = stateOn(kept, today);
    if (!kept.states)
      await trx
        .insertInto('area_state')
        .values({ area_id: id, from_date: sinceEver, name, kind, parent_id: parentId })
        .execute();
    await trx
      .updateTable('area')
      .set({
        name: area.name,
        name_folded: fold(area.name),
        kind: area.kind,
        parent_id: area.parentId,
      })
      .where('id', '=', id)
      .execute();
  }
}

async function settleStations(
  trx: Db,
  { stations }: Territory,
  today: LocalDate,
): Promise<string[]> {
  const moved = [...stations.values()].filter(
    (station) => stationAreaOn(station, today) !== station.areaId,
  );
  // One may go where another has not left yet: while they change places, none is the living station of an area.
  for (const { id } of moved)
    await trx.updateTable('station').set({ valid_to: today }).where('id', '=', id).execute();
  for (const station of moved)
    await trx
      .updateTable('station')
      .set({ area_id: stationAreaOn(station, today), valid_to: station.validTo ?? null })
      .where('id', '=', station.id)
      .execute();
  return moved.map(({ id }) => id);
}

async function settleEndpoints(trx: Db, today: LocalDate): Promise<string[]> {
  const rows = await trx
    .selectFrom('endpoint_place as place')
    .innerJoin('endpoint', 'endpoint.id', 'place.endpoint_id')
    .select(['place.endpoint_id', 'place.station_id', 'place.area_id'])
    .select('endpoint.station_id as before_id')
    .where('place.from_date', '=', (eb) =>
      eb
        .selectFrom('endpoint_place as newest')
        .select((max) => max.fn.max('newest.from_date').as('from_date'))
        .whereRef('newest.endpoint_id', '=', 'place.endpoint_id')
        .where('newest.from_date', '<=', today),
    )
    .where((eb) =>
      eb.or([
        eb('place.station_id', '!=', eb.ref('endpoint.station_id')),
        eb('place.area_id', '!=', eb.ref('endpoint.area_id')),
      ]),
    )
    .execute();
  for (const { endpoint_id, station_id, area_id } of rows)
    await trx
      .updateTable('endpoint')
      .set({ station_id, area_id })
      .where('id', '=', endpoint_id)
      .execute();
  return rows.flatMap(({ before_id, station_id }) => [before_id, station_id]);
}
