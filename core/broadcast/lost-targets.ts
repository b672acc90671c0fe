import { isAreaValid, isInArea } from '../area/area.ts';
import { isStationOn, stationAreaOn } from '../area/dated-station.ts';
import type { Territory } from '../area/territory.ts';
import { hasEnded } from '../area/tree.ts';
import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import type { Broadcast } from './broadcast.ts';

/** Something that a broadcast was meant for or spoken by, and that it reaches no more. */
export interface LostTarget {
  /** An area, a station or an endpoint. */
  id: string;
  /** It ended; it lies outside the owner's area now; it is the owner, and ended. */
  reason: 'ended' | 'left' | 'owner_ended';
  from: LocalDate;
  /** What took it over; the broadcast does not reach it by itself. */
  successorId: string | null;
}

/**
 * What a broadcast loses on some days, in order. A target means the area as it is on the day: what takes over an
 * area that ended has to be named by a person.
 */
export function lostTargets(
  { targets, ownerAreaId }: Pick<Broadcast, 'targets' | 'ownerAreaId'>,
  days: readonly LocalDate[],
  given: { territory: Territory; areaOfEndpoint: (id: string, day: LocalDate) => string | null },
): LostTarget[] {
  const lost = new Map<string, LostTarget>();
  for (const day of days) {
    const owner = lostArea(given.territory, ownerAreaId, day);
    const found = owner
      ? [{ ...owner, reason: 'owner_ended' as const }]
      : lostOn({ targets, ownerAreaId }, day, given);
    for (const one of found) if (!lost.has(one.id)) lost.set(one.id, one);
  }
  return [...lost.values()];
}

function lostOn(
  { targets, ownerAreaId }: Pick<Broadcast, 'targets' | 'ownerAreaId'>,
  day: LocalDate,
  given: Parameters<typeof lostTargets>[2],
): LostTarget[] {
  const { territory, areaOfEndpoint } = given;
  const isOutside = (areaId: string) => !isInArea(territory.tree.on(day), areaId, ownerAreaId);
  const left = (id: string): LostTarget => ({ id, reason: 'left', from: day, successorId: null });
  const areas = targets.areas.flatMap((id) => {
    const area = territory.tree.areas.get(id);
    const isThere = area !== undefined && isAreaValid(area, day);
    return lostArea(territory, id, day) ?? (isThere && isOutside(id) ? left(id) : []);
  });
  const stations = targets.stations.flatMap((id) => {
    const station = territory.stations.get(id);
    if (!station) return [];
    if (!isStationOn(station, day)) {
      const from = addDays(station.validTo ?? day, 1);
      return { id, reason: 'ended' as const, from, successorId: station.successorId ?? null };
    }
    return isOutside(stationAreaOn(station, day)) ? left(id) : [];
  });
  const endpoints = targets.endpoints.flatMap((id) => {
    const areaId = areaOfEndpoint(id, day);
    return areaId !== null && isOutside(areaId) ? left(id) : [];
  });
  return [...areas, ...stations, ...endpoints];
}

function lostArea({ tree }: Territory, id: string, day: LocalDate): LostTarget | null {
  const area = tree.areas.get(id);
  if (!area || area.validTo === null || !hasEnded(area, day)) return null;
  const seen = new Set([id]);
  let heir = area.successorId ?? null;
  // The one that is there on that day, where several merges follow each other.
  while (heir !== null && !seen.has(heir)) {
    seen.add(heir);
    const next = tree.areas.get(heir);
    if (!next?.successorId || !hasEnded(next, day)) break;
    heir = next.successorId;
  }
  return { id, reason: 'ended', from: addDays(area.validTo, 1), successorId: heir };
}
