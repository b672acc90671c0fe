import type { SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { EpochMs } from '../../../core/time/zoned.ts';
import { daysFrom, instantOf, localDateOf } from '../../../core/time/zoned.ts';
import type { Slot } from '../recorder/take-store.ts';

/** A session to come, with what its own part still has room for. */
export interface Room extends Slot {
  startsAt: EpochMs;
  freeMs: number;
}

/** Somebody has to listen to it and approve it before the lists stand fast. */
const leastAheadMs = 15 * 60_000;
const days = 7;

/**
 * The sessions of some stations within a week whose own part has room for so much, the next first. As far as
 * days were not compiled, or are not known without a network, all of the part counts.
 */
export function nextRooms(
  sessions: readonly SessionAnswer[],
  fills: readonly SessionFillAnswer[],
  { zone, now, lengthMs }: { zone: string; now: EpochMs; lengthMs: number },
): Room[] {
  return daysFrom(localDateOf(now, zone), days)
    .flatMap((date) =>
      sessions
        .filter((session) => isSessionOn(session, date, null))
        .flatMap(({ stationId, key, startsAt, parts }): Room[] => {
          const own = parts.filter(({ tier }) => tier === 'own');
          if (own.length === 0) return [];
          const budgetMs = own.reduce((sum, part) => sum + part.budgetMs, 0);
          const freeMs = budgetMs - usedIn({ stationId, sessionKey: key, date }, fills);
          const at = instantOf(date, startsAt, zone);
          return [{ stationId, sessionKey: key, date, startsAt: at, freeMs }];
        }),
    )
    .filter(({ startsAt, freeMs }) => startsAt > now + leastAheadMs && freeMs >= lengthMs)
    .sort((a, b) => a.startsAt - b.startsAt);
}

/** Where villages hear different things, in the fullest. */
function usedIn(
  { stationId, sessionKey, date }: Slot,
  fills: readonly SessionFillAnswer[],
): number {
  const used = fills
    .filter((one) => one.stationId === stationId && one.sessionKey === sessionKey)
    .filter((one) => one.date === date)
    .map(({ parts }) =>
      parts.reduce((sum, { tier, usedMs }) => (tier === 'own' ? sum + usedMs : sum), 0),
    );
  return Math.max(0, ...used);
}
