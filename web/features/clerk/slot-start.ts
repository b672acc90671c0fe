import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { EpochMs } from '../../../core/time/zoned.ts';
import { instantOf } from '../../../core/time/zoned.ts';
import type { Slot } from '../recorder/take-store.ts';

/** When the session of a slot begins; `null` where it is not known any more. */
export function slotStart(
  { stationId, sessionKey, date }: Slot,
  sessions: readonly SessionAnswer[],
  zone: string,
): EpochMs | null {
  const session = sessions.find(
    (one) =>
      one.stationId === stationId &&
      one.key === sessionKey &&
      // A day mode may hold it.
      isSessionOn({ ...one, modeKeys: [] }, date, null),
  );
  return session ? instantOf(date, session.startsAt, zone) : null;
}
