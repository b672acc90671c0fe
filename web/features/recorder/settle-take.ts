import { codeOf } from '../../api/problem-text.ts';
import { serverNow } from '../../api/server-time.ts';
import type { useApi } from '../../api/use-api.ts';
import { findRoom } from '../clerk/find-room.ts';
import { slotStart } from '../clerk/slot-start.ts';
import type { usePlaces } from '../places/use-places.ts';
import { isPassing } from './is-passing.ts';
import { isTakePlaced, placeTake, type Placing } from './place-take.ts';
import type { Slot, Take, Wish } from './take-store.ts';

type Api = ReturnType<typeof useApi>;
type Places = ReturnType<typeof usePlaces>;

interface Deps {
  api: Api;
  places: Places;
  /** Notes what becomes of a take on this device. */
  put: (take: Take) => Promise<void>;
}

/** A take that the server has, with what is to become of it. */
export type ArrivedTake = Take & { wish: Wish; recordingId: string };

/** Whether nothing but its place is missing, and nobody has to choose one first. */
export function isToBePlaced(take: Take): take is ArrivedTake {
  const { wish, recordingId, refusal, isPlaced } = take;
  return (
    wish !== undefined && recordingId !== undefined && refusal === undefined && isPlaced !== true
  );
}

/**
 * Gives a take its session, or the next with room where that has passed.
 * @returns `placed`: where it was wished; `noted`: elsewhere or nowhere, which the take now says; `later`: the
 * server could not be asked
 */
export async function settleTake(
  deps: Deps,
  take: ArrivedTake,
): Promise<'placed' | 'noted' | 'later'> {
  let current: Take = take;
  const put = (changed: Take) => deps.put((current = changed));
  try {
    const placed = await placeInTime({ ...deps, put }, take);
    if (placed && !current.movedFrom) return 'placed';
    await put({ ...current, ...(placed ? { isPlaced: true } : { refusal: 'broadcast_in_past' }) });
  } catch (error) {
    const code = codeOf(error);
    if (code === null || isPassing(code)) return 'later';
    await put({ ...current, refusal: code });
  }
  return 'noted';
}

/**
 * @returns `false`: its session has passed and no other has room
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
async function placeInTime({ api, places, put }: Deps, take: ArrivedTake): Promise<boolean> {
  const { title, recordingId, durationMs } = take;
  const { areaId, slot } = take.wish;
  if (slot === null || (await isTakePlaced(api, recordingId))) return true;
  const fits = (into: Slot) => fitsIn(api, { title, recordingId, areaId, slot: into });
  if (!hasBegun(slot, places) && (await fits(slot))) return true;
  const next = await findRoom(api, places, { slot, lengthMs: durationMs });
  if (next === null) return false;
  // Noted first: where the answer is lost, it is told that it sounds later all the same.
  await put({ ...take, movedFrom: take.movedFrom ?? slot, wish: { areaId, slot: next } });
  return await fits(next);
}

function hasBegun(slot: Slot, places: Places): boolean {
  const startsAt = slotStart(slot, places.sessions, places.zoneOf(slot.stationId));
  return startsAt !== null && startsAt <= serverNow();
}

/** Places it. @returns `false`: that session has passed */
async function fitsIn(api: Api, placing: Placing): Promise<boolean> {
  try {
    await placeTake(api, placing);
    return true;
  } catch (error) {
    if (codeOf(error) === 'broadcast_in_past') return false;
    throw error;
  }
}
