import { firstStart, hold, type Air } from './air.ts';
import type { Board, Contender, Home } from './board.ts';
import { comparePower } from './power.ts';
import { seat } from './seat.ts';
import { seatedInOrder } from './seated-in-order.ts';

/** Offers once more what a session had no room for, and what came as a guest, to those that take it in. */
export function seatGuests(board: Board): void {
  const guests = board.contenders.filter(isOffered);
  if (guests.length === 0) return;
  const taken = takenAir(board);
  for (const guest of guests.sort(comparePower)) seatGuest(guest, taken, board);
}

function isOffered({ block, left }: Contender): boolean {
  if (block.guestIn.length === 0) return false;
  switch (left?.reason) {
    case 'no_room':
    case 'part_full':
    case 'session_full':
    case 'session_cap':
      return true;
    default:
      return false;
  }
}

/** All air in which something sounds or nothing may. */
function takenAir({ closed, contenders }: Board): Air {
  const sounding = seatedInOrder(contenders).map(({ block, seat: { startsAt, soundMs } }) => ({
    fromMs: startsAt,
    toMs: startsAt + soundMs,
    by: block.id,
  }));
  const shut = closed.map(({ fromMs, toMs }) => ({ fromMs, toMs, by: null }));
  return [...shut, ...sounding].sort((a, b) => a.fromMs - b.fromMs);
}

function seatGuest(guest: Contender, taken: Air, board: Board): void {
  const soundMs = guest.wholeMs;
  for (const home of homesOf(guest, board)) {
    if (!canPay(home, soundMs, board)) continue;
    const { startMs, latestEndMs } = home.run.session;
    const startsAt = firstStart(taken, {
      earliestMs: Math.max(startMs, board.input.fromMs),
      latestMs: latestEndMs - soundMs,
      lengthMs: soundMs,
    });
    if (startsAt === Infinity) continue;
    hold(taken, { fromMs: startsAt, toMs: startsAt + soundMs, by: guest.block.id });
    seat(guest, { startsAt, soundMs, as: 'guest', home }, board);
    return;
  }
}

/** Sessions that take it in, in order of their start; what left a session looks at later ones only. */
function homesOf({ block, home }: Contender, { runs }: Board): Home[] {
  const afterMs = home ? home.run.session.startMs : -Infinity;
  return runs.flatMap((run) => {
    const offer = block.guestIn.find(({ sessionId }) => sessionId === run.session.id);
    const payer = offer && run.parts[offer.payer];
    return payer && run.session.startMs > afterMs ? [{ run, payer }] : [];
  });
}

function canPay({ run, payer }: Home, soundMs: number, { input, soundMs: dayMs }: Board): boolean {
  return (
    soundMs <= payer.leftMs &&
    run.soundMs + soundMs <= (run.session.capMs ?? Infinity) &&
    dayMs + soundMs <= (input.dayCapMs ?? Infinity)
  );
}
