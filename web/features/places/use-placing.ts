import { isInArea } from '../../../core/area/area.ts';
import { usePlaces } from './use-places.ts';
import { useRights } from './use-rights.ts';

/**
 * Where the signed-in person places broadcasts: as an operator, as a commune's operator in its own parts, or
 * inside a window that they hold.
 */
export function usePlacing() {
  const rights = useRights();
  const places = usePlaces();

  const isInWindow = (areaId: string) =>
    places.ownWindows.some((window) => isInArea(places.areas, areaId, window.areaId));

  /** Whether they may at all; inside a window, the server says of each broadcast whether it lies in it. */
  function mayPlace(areaId: string): boolean {
    return (
      rights.can('broadcast.write', areaId) ||
      rights.can('broadcast.place-own', areaId) ||
      isInWindow(areaId)
    );
  }

  /** Whether they may there, but only what is ordinary and in the commune's own part. */
  function placesOwnOnly(areaId: string): boolean {
    return !rights.can('broadcast.write', areaId) && !isInWindow(areaId) && mayPlace(areaId);
  }

  function mayPlaceSomewhere(): boolean {
    return (
      rights.canSomewhere('broadcast.write') ||
      rights.canSomewhere('broadcast.place-own') ||
      places.ownWindows.length > 0
    );
  }

  /** In whose name: the areas of their roles, then those of their windows. */
  function placingAreas(): string[] {
    const inWindows = places.ownWindows.map(({ areaId }) => areaId);
    const ofRoles = (['broadcast.write', 'broadcast.place-own'] as const).flatMap(rights.areasFor);
    return [...new Set([...ofRoles, ...inWindows])];
  }

  /** That in whose name they place at a station; without one, the first of all. Empty: in none. */
  function placingAreaOf(stationId: string | null): string {
    const all = placingAreas();
    const station = places.stations.get(stationId ?? '');
    const around = station && all.find((id) => isInArea(places.areas, station.areaId, id));
    return around ?? all[0] ?? '';
  }

  return { mayPlace, placesOwnOnly, mayPlaceSomewhere, placingAreas, placingAreaOf };
}
