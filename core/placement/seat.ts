import type { Board, Contender, Seat } from './board.ts';

/** Seats a block; in a session its payer pays. */
export function seat(contender: Contender, taken: Seat, board: Board): void {
  contender.seat = taken;
  contender.left = null;
  pay(taken, taken.soundMs, board);
}

/** Takes the seat back, with all that was paid for it. */
export function unseat(contender: Contender, board: Board): void {
  if (contender.seat) pay(contender.seat, -contender.seat.soundMs, board);
  contender.seat = null;
}

function pay({ home }: Seat, ms: number, board: Board): void {
  board.soundMs += ms;
  if (!home) return;
  home.run.soundMs += ms;
  home.payer.leftMs -= ms;
}
