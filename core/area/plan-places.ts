import type { LocalDate } from '../time/zoned.ts';
import type { Standing } from './follow.ts';
import type { Dated } from './in-force.ts';

/** Where an endpoint stands from a day on. */
export interface EndpointPlace extends Standing, Dated {
  /** Somebody moved it; else it followed what became of its area or station. */
  byHand: boolean;
}

/**
 * The places of an endpoint with those from `since` on found anew: it follows areas and stations on the days
 * when they change, and goes where it is moved by hand.
 */
export function planPlaces(
  places: readonly EndpointPlace[],
  given: {
    since: LocalDate;
    changeDays: readonly LocalDate[];
    follow: (standing: Standing, date: LocalDate) => Standing;
  },
): EndpointPlace[] {
  const { since, changeDays, follow } = given;
  const planned = places.filter(({ from }) => from === null || from < since);
  const moves = new Map(
    places
      .filter(({ from, byHand }) => byHand && from !== null && from >= since)
      .map((place) => [place.from ?? since, place]),
  );
  const days = new Set([since, ...changeDays.filter((day) => day > since), ...moves.keys()]);
  for (const day of [...days].sort()) {
    const move = moves.get(day);
    const before = planned.at(-1);
    const start = move ?? before;
    if (!start) continue;
    const { stationId, areaId } = follow(start, day);
    if (before?.stationId === stationId && before.areaId === areaId) continue;
    planned.push({ from: day, stationId, areaId, byHand: move !== undefined });
  }
  return planned;
}
