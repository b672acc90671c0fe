import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import { firstDateOf, lastDateOf } from '../../core/recurrence/occurs-on.ts';
import { localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { faultInOwnPart } from '../../core/window/fault-in-own-part.ts';
import { faultInWindow } from '../../core/window/fault-in-window.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { loadLibrary } from '../timetable/library.ts';
import { grantedWindows, holdsOn } from '../windows/held-windows.ts';
import { loadReach } from './reach.ts';

export interface PlacingDeps {
  db: Kysely<Database>;
  access: Access;
}

/**
 * Whether a person may place a broadcast as it is: as an operator of its owner's area, as a commune's
 * operator in its own parts, or wholly inside a window that they hold. Gives that window, also for operators;
 * `null` where it is not in one.
 * @throws AppError `not_allowed`, `own_part_left`, `window_left`
 */
export async function requirePlacing(
  { db, access }: PlacingDeps,
  principal: Principal,
  broadcast: Broadcast,
  now: number,
): Promise<string | null> {
  const { ownerAreaId } = broadcast;
  const tree = await access.tree();
  const held = await grantedWindows(db, principal);
  const { grants } = principal;
  const windowsOn = (day: LocalDate) =>
    held.filter((window) => holdsOn(tree.on(day), window, { grants, ownerAreaId }));
  // A day early where it is tomorrow already: only whether it is worth a closer look.
  const anyDay = airDays(broadcast, tree, localDateOf(now, 'UTC'));
  if (anyDay.every((day) => windowsOn(day).length === 0)) {
    await requireWithoutWindow(access, principal, broadcast);
    return null;
  }
  const stations = await loadReach(db, broadcast, { tree, now });
  const library = await loadLibrary(db, recordingsOf(broadcast));
  const today = localDateOf(now, stations[0]?.zone ?? 'UTC');
  const days = airDays(broadcast, tree, today).map(windowsOn);
  const windows = held.filter((window) => days.every((open) => open.includes(window)));
  if (windows.length === 0) {
    await requireWithoutWindow(access, principal, broadcast);
    return null;
  }
  const given = {
    today,
    sessions: stations.flatMap(({ sessions }) => sessions),
    lengthOf: (ids: readonly string[]) =>
      ids.reduce((sum, id) => sum + (library.get(id)?.durationMs ?? 0), 0),
  };
  const faults = windows.map((window) => faultInWindow(broadcast, window, given));
  const inside = windows[faults.indexOf(null)];
  if (inside) return inside.id;
  if (await mayWithoutWindow(access, principal, broadcast)) return null;
  throw new AppError('window_left', `it lies outside the granted window: ${faults.join(', ')}`);
}

async function mayWithoutWindow(
  access: Access,
  principal: Principal,
  broadcast: Broadcast,
): Promise<boolean> {
  const { ownerAreaId } = broadcast;
  if (await access.allows(principal, 'broadcast.write', ownerAreaId)) return true;
  const isOwn = await access.allows(principal, 'broadcast.place-own', ownerAreaId);
  return isOwn && faultInOwnPart(broadcast) === null;
}

async function requireWithoutWindow(
  access: Access,
  principal: Principal,
  broadcast: Broadcast,
): Promise<void> {
  const { ownerAreaId } = broadcast;
  if (await mayWithoutWindow(access, principal, broadcast)) return;
  if (await access.allows(principal, 'broadcast.place-own', ownerAreaId)) {
    const fault = faultInOwnPart(broadcast);
    throw new AppError('own_part_left', `a commune's operator fills its own parts alone: ${fault}`);
  }
  await access.require(principal, 'broadcast.write', ownerAreaId);
}

/** The first day of air from today on, and those at which the tree becomes another until the last. */
function airDays({ dates }: Broadcast, tree: Tree, today: LocalDate): LocalDate[] {
  const begun = firstDateOf(dates);
  const first = begun > today ? begun : today;
  const last = lastDateOf(dates);
  return [first, ...tree.changes.filter((day) => day > first && (last === null || day <= last))];
}
