import type { Kysely } from 'kysely';
import { isInArea, type Area } from '../../core/area/area.ts';
import type { PlayWindow } from '../../core/window/play-window.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { toPlayWindow } from './window-row.ts';

/** A window with the area whose people hold it; `null`: it is the person's own. */
export interface HeldWindow extends PlayWindow {
  holderAreaId: string | null;
}

/**
 * The windows that were granted to a person, or to any area. Whether the person holds one on a day, {@link holdsOn}
 * says: nobody may do anything by this list alone.
 */
export async function grantedWindows(
  db: Kysely<Database>,
  { userId }: Pick<Principal, 'userId'>,
): Promise<HeldWindow[]> {
  const rows = await db
    .selectFrom('play_window')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('holder_area_id', 'is not', null)]))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...toPlayWindow(row), holderAreaId: row.holder_area_id }));
}

/** Whether somebody holds a window for what an area sends, with the tree of one day. */
export function holdsOn(
  areas: ReadonlyMap<string, Area>,
  { areaId, holderAreaId }: HeldWindow,
  { grants, ownerAreaId }: Pick<Principal, 'grants'> & { ownerAreaId: string },
): boolean {
  if (!isInArea(areas, ownerAreaId, areaId)) return false;
  return (
    holderAreaId === null || grants.some((grant) => isInArea(areas, grant.areaId, holderAreaId))
  );
}
