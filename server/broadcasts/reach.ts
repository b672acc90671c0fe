import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { firstAir } from './first-air.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { reaches, type Place } from '../../core/broadcast/targets.ts';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import type { Database } from '../store/schema.ts';
import { loadMembership } from '../timetable/membership.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import { loadStations, type LoadedStation } from '../timetable/station-input.ts';

/** Whom a broadcast reaches on a day. */
export interface Reach {
  date: LocalDate;
  stations: LoadedStation[];
  places: Place[];
}

/** As much of a reach as is told of it. */
export interface ReachSize {
  date: LocalDate;
  stations: readonly Pick<LoadedStation, 'id'>[];
  places: readonly Pick<Place, 'endpointId'>[];
}

/** What goes to another thread: without all that was loaded of each station. */
export function sizeOf({ date, stations, places }: Reach): ReachSize {
  return {
    date,
    stations: stations.map(({ id }) => ({ id })),
    places: places.map(({ endpointId }) => ({ endpointId })),
  };
}

/** Stations read at once. */
const batch = 50;

/** Stations whose endpoints the targets may mean, to be narrowed to a day by {@link reachOn}. */
export async function loadReach(
  db: Kysely<Database>,
  { targets }: Pick<Broadcast, 'targets'>,
  { tree, now }: { tree: Tree; now: number },
): Promise<LoadedStation[]> {
  const ids = await stationsOfTargets(db, [targets]);
  const stations: LoadedStation[] = [];
  // Yesterday in any zone.
  const since = addDays(localDateOf(now, 'UTC'), -2);
  const membership = await loadMembership(db, tree);
  const days = { since, membership, withDays: false };
  for (let from = 0; from < ids.length; from += batch) {
    stations.push(...(await loadStations(db, ids.slice(from, from + batch), days)));
    // Polls and alerts go first.
    await setImmediate();
  }
  return stations;
}

export function reachOn(
  stations: readonly LoadedStation[],
  broadcast: Pick<Broadcast, 'targets' | 'ownerAreaId'>,
  tree: Tree,
  date: LocalDate,
): Reach {
  const reached = stations.map((station) => ({
    station,
    places: station.places.filter((place) => reaches(broadcast, place, tree, date)),
  }));
  return {
    date,
    stations: reached.filter(({ places }) => places.length > 0).map(({ station }) => station),
    places: reached.flatMap(({ places }) => places),
  };
}

/** Whom a broadcast reaches on the first day on which it may still air. */
export async function reachOf(
  { db, access, clock }: { db: Kysely<Database>; access: Access; clock: Clock },
  broadcast: Broadcast,
): Promise<Reach> {
  const now = clock.now();
  const tree = await access.tree();
  const stations = await loadReach(db, broadcast, { tree, now });
  const day = firstAir(broadcast, stations, now)?.date ?? localDateOf(now, 'UTC');
  return reachOn(stations, broadcast, tree, day);
}
