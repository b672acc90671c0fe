import type { Action } from '../../../core/access/roles.ts';
import { isAllowed, isAllowedSomewhere } from '../../../core/access/roles.ts';
import type { Area } from '../../../core/area/area.ts';
import { useApi } from '../../api/use-api.ts';
import { usePlaces } from './use-places.ts';

/** What the signed-in person may do: what they may not is not offered. */
export function useRights() {
  const api = useApi();
  const places = usePlaces();

  function can(action: Action, areaId: string): boolean {
    return isAllowed(api.me?.grants ?? [], action, areaId, places.areas);
  }

  /** As `can`, by areas as they are on another day. */
  function canAmong(action: Action, areaId: string, areas: ReadonlyMap<string, Area>): boolean {
    return isAllowed(api.me?.grants ?? [], action, areaId, areas) || can(action, areaId);
  }

  function canSomewhere(action: Action): boolean {
    return isAllowedSomewhere(api.me?.grants ?? [], action);
  }

  /** Whether the person may do what holds everywhere. */
  function canAtRoot(action: Action): boolean {
    return [...places.areas.values()].some(
      ({ id, parentId }) => parentId === null && can(action, id),
    );
  }

  /** Areas that the person holds a fitting role in, highest first as granted. */
  function areasFor(action: Action): string[] {
    const ids = (api.me?.grants ?? []).map(({ areaId }) => areaId);
    return [...new Set(ids)].filter((id) => can(action, id));
  }

  return { can, canAmong, canSomewhere, canAtRoot, areasFor };
}
