import type { Kysely } from 'kysely';
import { followIn } from '../../core/area/follow.ts';
import { planPlaces, type EndpointPlace } from '../../core/area/plan-places.ts';
import type { Territory, TerritoryChange, TerritoryFault } from '../../core/area/territory.ts';
import { changeDays, changeTerritory } from '../../core/area/territory.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';
import { loadPlaces, type EndpointsOf, type PlacedEndpoint } from './endpoint-places.ts';
import { loadTerritory } from './load-territory.ts';

/** A change that somebody wants. */
export interface TerritoryWish {
  make: (territory: Territory) => TerritoryChange | TerritoryFault;
  /** The first day that is otherwise with it. */
  since: LocalDate;
  /** It moves nothing on the air. */
  isNameOnly?: boolean;
  /** An endpoint that it moves by itself. */
  move?: { endpointId: string; stationId: string; areaId: string };
}

/** What a change comes to. */
export interface TerritoryPlan {
  since: LocalDate;
  before: Territory;
  after: Territory;
  change: TerritoryChange;
  concerned: EndpointsOf;
  /** All endpoints that it may concern, with their places before and after. */
  endpoints: (PlacedEndpoint & { planned: readonly EndpointPlace[] })[];
}

/** @throws AppError with the code of a {@link TerritoryFault} */
export async function planChange(
  db: Kysely<Database>,
  { make, since, isNameOnly = false, move }: TerritoryWish,
): Promise<TerritoryPlan> {
  const before = await loadTerritory(db);
  const change = make(before);
  if (typeof change === 'string') throw new AppError(change, faultText[change]);
  const after = changeTerritory(before, change);
  const concerned = {
    areaIds: isNameOnly ? [] : change.areas.map(({ id }) => id),
    stationIds: change.stations.map(({ id }) => id),
    endpointIds: move ? [move.endpointId] : [],
  };
  const placed = await loadPlaces(db, concerned);
  const given = { since, changeDays: changeDays(after, since), follow: followIn(after) };
  const endpoints = placed.map((endpoint) => {
    const places =
      move?.endpointId === endpoint.id ? moved(endpoint.places, move, since) : endpoint.places;
    return { ...endpoint, planned: planPlaces(places, given) };
  });
  return { since, before, after, change, concerned, endpoints };
}

function moved(
  places: readonly EndpointPlace[],
  { stationId, areaId }: { stationId: string; areaId: string },
  on: LocalDate,
): EndpointPlace[] {
  const others = places.filter(({ from }) => from !== on);
  return [...others, { from: on, stationId, areaId, byHand: true }];
}

const faultText = {
  area_not_there: 'one of the areas is not there on that day',
  area_nested: 'an area cannot lie in itself',
  station_area_taken: 'that area has its station already, or one comes to it on a later day',
  station_not_there: 'one of the stations is not there on that day',
} as const satisfies Record<TerritoryFault, string>;
