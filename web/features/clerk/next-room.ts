import type { SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { EpochMs, LocalDate } from '../../../core/time/zoned.ts';
import { daysFrom, instantOf, localDateOf } from '../../../core/time/zoned.ts';
import type { Slot } from '../recorder/take-store.ts';

/** A session to come, with what its own part still has room for. */
export interface Room extends Slot {
  startsAt: EpochMs;
  freeMs: number;
}

interface When {
  zone: string;
  now: EpochMs;
  lengthMs: number;
  /** The last day of which the fills tell. */
  toldUntil: LocalDate;
}

/** Somebody has to listen to it and approve it before the lists stand fast. */
const leastAheadMs = 15 * 60_000;
/** Rooms are looked for on so many days, the first of which is today. */
export const daysOfRooms = 7;

/**
 * The sessions of some stations within a week whose own part has room for so much, the next first. What is
 * told of a day decides which are held, since a day mode may say otherwise; of days that are not known
 * without a network, the weekdays decide and all of the part counts.
 */
export function nextRooms(
  sessions: readonly SessionAnswer[],
  fills: readonly SessionFillAnswer[],
  { zone, now, lengthMs, toldUntil }: When,
): Room[] {
  const told = new Set(fills.map(({ stationId }) => stationId));
  const isTold = (stationId: string, date: LocalDate) => told.has(stationId) && date <= toldUntil;
  return daysFrom(localDateOf(now, zone), daysOfRooms)
    .flatMap((date) =>
      sessions.flatMap((session): Room[] => {
        const { stationId, key, parts } = session;
        const slot = { stationId, sessionKey: key, date };
        const startsAt = instantOf(date, session.startsAt, zone);
        // Villages may begin a little later one after another.
        const offsets = [0, ...session.stagger.map(({ offsetMs }) => offsetMs)];
        const inside = fillsOf(slot, fills).filter((fill) =>
          offsets.includes(fill.startsAt - startsAt),
        );
        const isHeld = isTold(stationId, date)
          ? inside.length > 0 && isSessionOn({ ...session, modeKeys: [] }, date, null)
          : isSessionOn(session, date, null);
        const own = parts.filter(({ tier }) => tier === 'own');
        if (!isHeld || own.length === 0) return [];
        const budgetMs = own.reduce((sum, part) => sum + part.budgetMs, 0);
        const freeMs = Math.min(budgetMs, ...inside.map((fill) => freeIn(fill, budgetMs)));
        return [{ ...slot, startsAt, freeMs }];
      }),
    )
    .filter(({ startsAt, freeMs }) => startsAt > now + leastAheadMs && freeMs >= lengthMs)
    .sort((a, b) => a.startsAt - b.startsAt);
}

/** Where villages hear different things, one for each. */
function fillsOf(slot: Slot, fills: readonly SessionFillAnswer[]): SessionFillAnswer[] {
  return fills.filter(
    ({ stationId, sessionKey, date }) =>
      stationId === slot.stationId && sessionKey === slot.sessionKey && date === slot.date,
  );
}

/** What the own part has left, as far as the whole session has; a mode may have made it shorter. */
function freeIn({ parts, leftMs }: SessionFillAnswer, budgetMs: number): number {
  const usedMs = parts.reduce((sum, { tier, usedMs }) => (tier === 'own' ? sum + usedMs : sum), 0);
  return Math.min(budgetMs - usedMs, leftMs);
}
