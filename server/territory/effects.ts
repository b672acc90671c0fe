import type { Kysely } from 'kysely';
import type { Effects } from '../../contract/http/effects.ts';
import { stationAreaOn } from '../../core/area/dated-station.ts';
import { stateOn } from '../../core/area/tree.ts';
import type { Database } from '../store/schema.ts';
import { lostBroadcasts } from './lost-broadcasts.ts';
import type { TerritoryPlan } from './plan.ts';
import { territoryNames, type TerritoryNames } from './territory-names.ts';

type Db = Kysely<Database>;

const told = 100;

/** Says what a plan touches. */
export async function describeEffects(
  db: Db,
  plan: TerritoryPlan,
  rolesFollow: readonly string[],
): Promise<Effects> {
  const names = await territoryNames(db, plan.after, plan.endpoints);
  const { since, change } = plan;
  const ending = endingAreas(plan);
  return {
    areas: change.areas.map((area) => ({
      id: area.id,
      name: stateOn(area, since).name,
      validTo: area.validTo,
      successor: area.successorId ? names(area.successorId) : null,
    })),
    areasBeneath: countBeneath(plan),
    stations: change.stations.map((station) => ({
      ...names(station.id),
      area: names(stationAreaOn(station, since)),
      validTo: station.validTo ?? null,
      successor: station.successorId ? names(station.successorId) : null,
    })),
    endpoints: firstOf(movedEndpoints(plan, names)),
    broadcasts: firstOf(await lostBroadcasts(db, plan, names)),
    roles: firstOf(await rolesIn(db, ending, { names, rolesFollow })),
    quietHours: await countQuietHours(db, ending),
  };
}

/** Areas that the change ends. */
function endingAreas({ before, change }: TerritoryPlan): string[] {
  return change.areas
    .filter(({ id, validTo }) => validTo !== null && before.tree.areas.get(id)?.validTo !== validTo)
    .map(({ id }) => id);
}

function countBeneath({ before, after, change, since }: TerritoryPlan): number {
  const named = new Set(change.areas.map(({ id }) => id));
  const earlier = before.tree.on(since);
  return [...after.tree.on(since)].filter(
    ([id, { parentId }]) => !named.has(id) && earlier.get(id)?.parentId !== parentId,
  ).length;
}

function movedEndpoints(
  { endpoints, since }: TerritoryPlan,
  names: TerritoryNames,
): Effects['endpoints']['first'] {
  return endpoints.flatMap(({ id, name, places, planned }) => {
    const isKept = (one: (typeof planned)[number]) =>
      places.some(
        ({ from, stationId, areaId }) =>
          from === one.from && stationId === one.stationId && areaId === one.areaId,
      );
    const place = planned.find((one) => one.from !== null && one.from >= since && !isKept(one));
    if (!place?.from) return [];
    const { from, stationId, areaId } = place;
    return { id, name, from, station: names(stationId), area: names(areaId) };
  });
}

async function rolesIn(
  db: Db,
  areaIds: readonly string[],
  { names, rolesFollow }: { names: TerritoryNames; rolesFollow: readonly string[] },
): Promise<Effects['roles']['first']> {
  if (areaIds.length === 0) return [];
  const rows = await db
    .selectFrom('grant')
    .innerJoin('user', 'user.id', 'grant.user_id')
    .select(['user.id', 'user.name', 'grant.role', 'grant.area_id'])
    .where('grant.area_id', 'in', areaIds)
    .orderBy('user.name_folded')
    .orderBy('user.id')
    .orderBy('grant.role')
    .execute();
  return rows.map(({ id, name, role, area_id }) => ({
    ...{ user: { id, name }, role, area: names(area_id) },
    follows: rolesFollow.includes(area_id),
  }));
}

async function countQuietHours(db: Db, areaIds: readonly string[]): Promise<number> {
  if (areaIds.length === 0) return 0;
  const { count } = await db
    .selectFrom('quiet_hours')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('area_id', 'in', areaIds)
    .executeTakeFirstOrThrow();
  return count;
}

function firstOf<Item>(items: readonly Item[]): { total: number; first: Item[] } {
  return { total: items.length, first: items.slice(0, told) };
}
