import type { Kysely } from 'kysely';
import type { PlayWindow } from '../../core/window/play-window.ts';
import { areasAbove } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { toPlayWindow } from './window-row.ts';

/** The windows that a person holds: granted to them, or to an area in which they have a role. */
export async function heldWindows(
  db: Kysely<Database>,
  { userId, grants }: Pick<Principal, 'userId' | 'grants'>,
): Promise<PlayWindow[]> {
  const theirs = areasAbove(grants.map(({ areaId }) => areaId));
  const rows = await db
    .selectFrom('play_window')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('user_id', '=', userId), eb('holder_area_id', 'in', theirs)]))
    .orderBy('id')
    .execute();
  return rows.map(toPlayWindow);
}
