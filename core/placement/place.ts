import { applyLimits } from './limits.ts';
import { openBoard } from './open-board.ts';
import { outcomesOf } from './outcomes.ts';
import type { Outcome, PlacementInput } from './placement.ts';
import { seatGuests } from './seat-guests.ts';
import { seatHards } from './seat-hards.ts';
import { sweep } from './sweep.ts';
import { turnAway } from './turn-away.ts';

/**
 * Who sounds when: hard blocks at their instants, everything else swept in order of time with power
 * deciding at each free moment, then the limits, guests last. The specification is ADR 16; the order of
 * the input does not matter. One outcome for every block, by id.
 */
export function place(input: PlacementInput): Outcome[] {
  const board = openBoard(input);
  turnAway(board);
  seatHards(board);
  sweep(board);
  applyLimits(board);
  seatGuests(board);
  return outcomesOf(board);
}
