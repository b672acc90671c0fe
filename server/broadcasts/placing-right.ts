import type { Kysely } from 'kysely';
import { isInArea } from '../../core/area/area.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import { faultInWindow } from '../../core/window/fault-in-window.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { loadLibrary } from '../timetable/library.ts';
import { heldWindows } from '../windows/held-windows.ts';
import { loadReach } from './reach.ts';

export interface PlacingDeps {
  db: Kysely<Database>;
  access: Access;
}

/**
 * Whether a person may place a broadcast as it is: as an operator of its owner's area, or wholly inside a
 * window that they hold. Gives that window, also for operators; `null` where it is not in one.
 * @throws AppError `not_allowed`, `window_left`
 */
export async function requirePlacing(
  { db, access }: PlacingDeps,
  principal: Principal,
  broadcast: Broadcast,
  now: number,
): Promise<string | null> {
  const { ownerAreaId } = broadcast;
  const tree = await access.tree();
  const windows = (await heldWindows(db, principal)).filter(({ areaId }) =>
    isInArea(tree.areas, ownerAreaId, areaId),
  );
  if (windows.length === 0) {
    await access.require(principal, 'broadcast.write', ownerAreaId);
    return null;
  }
  const stations = await loadReach(db, broadcast, { tree, now });
  const library = await loadLibrary(db, recordingsOf(broadcast));
  const given = {
    today: localDateOf(now, stations[0]?.zone ?? 'UTC'),
    sessions: stations.flatMap(({ sessions }) => sessions),
    lengthOf: (ids: readonly string[]) =>
      ids.reduce((sum, id) => sum + (library.get(id)?.durationMs ?? 0), 0),
  };
  const faults = windows.map((window) => faultInWindow(broadcast, window, given));
  const inside = windows[faults.indexOf(null)];
  if (inside) return inside.id;
  if (await access.allows(principal, 'broadcast.write', ownerAreaId)) return null;
  throw new AppError('window_left', `it lies outside the granted window: ${faults.join(', ')}`);
}
