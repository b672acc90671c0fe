import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import type { EpochMs } from '../../../core/time/zoned.ts';
import { instantOf } from '../../../core/time/zoned.ts';
import { sessionOfDay } from '../places/session-of-day.ts';
import type { Slot } from '../recorder/take-store.ts';

/** When the session of a slot begins; `null` where it is not known any more. */
export function slotStart(
  slot: Slot,
  sessions: readonly SessionAnswer[],
  zone: string,
): EpochMs | null {
  const session = sessionOfDay(sessions, slot);
  return session ? instantOf(slot.date, session.startsAt, zone) : null;
}
