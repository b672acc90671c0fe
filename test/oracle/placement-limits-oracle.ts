import type { Block, LeftOutReason } from '../../core/placement/placement.ts';
import type { Day, Seat } from './placement-terms-oracle.ts';
import {
  budgetLeft,
  byPower,
  byStrength,
  heldAir,
  isFree,
  soundOf,
} from './placement-terms-oracle.ts';

const isIn = (sessionId: string) => (seat: Seat) => seat.within?.sessionId === sessionId;

/** Step 7: takes off the air what is over a cap. */
function dropOver(
  day: Day,
  isCounted: (seat: Seat) => boolean,
  capMs: number | null,
  reason: LeftOutReason,
): void {
  while (capMs !== null && soundOf(day.seats.filter(isCounted)) > capMs) {
    const weakest = day.seats
      .filter(isCounted)
      .toSorted((a, b) => byStrength(a.block, b.block) || a.fromMs - b.fromMs)
      .at(-1);
    day.seats = day.seats.filter((seat) => seat !== weakest);
    if (weakest !== undefined) day.left.set(weakest.block.id, { reason, beatenBy: null });
  }
}

/** Step 7 of ADR 16 by its words. */
export function limitByHand(day: Day): void {
  for (const { id, capMs } of day.input.sessions) dropOver(day, isIn(id), capMs, 'session_cap');
  dropOver(day, () => true, day.input.dayCapMs, 'day_cap');
}

/** Step 8: the seats that a guest may have in a session, the earliest first, before caps and budgets. */
function seatsIn(
  day: Day,
  block: Block,
  { sessionId, payer }: { sessionId: string; payer: number },
) {
  const session = day.input.sessions.find(({ id }) => id === sessionId);
  const seats: Seat[] = [];
  if (session === undefined) return seats;
  const firstMs = Math.max(session.startMs, day.input.fromMs);
  const taken = [...heldAir(day), ...day.seats];
  for (let fromMs = firstMs; fromMs + block.durationMs <= session.latestEndMs; fromMs++) {
    const air = { fromMs, toMs: fromMs + block.durationMs };
    if (isFree(taken, air)) {
      seats.push({ block, as: 'guest', within: { sessionId, payer }, ...air });
    }
  }
  return seats;
}

/** Step 8: whether budget and caps bear one more. */
function isAffordable(day: Day, seat: Seat): boolean {
  const { sessionId, payer } = seat.within ?? { sessionId: '', payer: 0 };
  const session = day.input.sessions.find(({ id }) => id === sessionId);
  const leftMs = budgetLeft(day, sessionId, payer);
  const all = [...day.seats, seat];
  const isUnder = (seats: readonly Seat[], capMs: number | null) =>
    capMs === null || soundOf(seats) <= capMs;
  return (
    leftMs !== null &&
    seat.block.durationMs <= leftMs &&
    isUnder(all.filter(isIn(sessionId)), session?.capMs ?? null) &&
    isUnder(all, day.input.dayCapMs)
  );
}

/** Step 8 of ADR 16 by its words. */
export function seatGuestsByHand(day: Day): void {
  const { sessions, blocks } = day.input;
  const startOf = (sessionId: string) =>
    sessions.find(({ id }) => id === sessionId)?.startMs ?? Infinity;
  const offered = blocks.filter(({ id, wish }) => {
    const reason = day.left.get(id)?.reason ?? 'none';
    return wish.kind === 'guest' || ['part_full', 'session_full', 'session_cap'].includes(reason);
  });
  for (const block of offered.toSorted(byPower(day.input))) {
    const { wish, guestIn, id } = block;
    const ownMs = wish.kind === 'session' ? startOf(wish.sessionId) : -Infinity;
    const seat = guestIn
      .filter(({ sessionId }) => startOf(sessionId) > ownMs)
      .toSorted((a, b) => startOf(a.sessionId) - startOf(b.sessionId))
      .flatMap((offer) => seatsIn(day, block, offer))
      .find((one) => isAffordable(day, one));
    if (seat === undefined) {
      if (wish.kind === 'guest') day.left.set(id, { reason: 'no_room', beatenBy: null });
      continue;
    }
    day.seats.push(seat);
    day.left.delete(id);
  }
}
