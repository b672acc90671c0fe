import { occurrenceRoutes } from '../../../contract/http/occurrences.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { serverNow } from '../../api/server-time.ts';
import type { useApi } from '../../api/use-api.ts';
import type { usePlaces } from '../places/use-places.ts';
import type { Slot } from '../recorder/take-store.ts';
import { daysOfRooms, nextRooms } from './next-room.ts';

/**
 * The next session with room for so much at the station of a slot that has passed, by what the server says now;
 * `null`: there is none within a week.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function findRoom(
  api: ReturnType<typeof useApi>,
  places: ReturnType<typeof usePlaces>,
  { slot: { stationId }, lengthMs }: { slot: Slot; lengthMs: number },
): Promise<Slot | null> {
  const zone = places.zoneOf(stationId);
  const now = serverNow();
  const from = localDateOf(now, zone);
  const toldUntil = addDays(from, daysOfRooms - 1);
  const query = { from, to: toldUntil, stationId };
  const { sessions: fills } = await api.call(occurrenceRoutes.list, { query });
  const sessions = places.sessions.filter((session) => session.stationId === stationId);
  const [room] = nextRooms(sessions, fills, { zone, now, lengthMs, toldUntil });
  return room ? { stationId, sessionKey: room.sessionKey, date: room.date } : null;
}
