import type { EpochMs } from '../time/zoned.ts';
import { openAir } from './air.ts';
import type { Board, SoftBlock } from './board.ts';
import { applyLimits } from './limits.ts';
import { outcomeOf } from './outcome.ts';
import type { Block, Outcome, PlacementInput } from './placement.ts';
import { comparePower, compareStrength, compareWaiting, type Contender } from './power.ts';
import { sweep } from './sweep.ts';

/**
 * Who sounds when: hard blocks at their instants, everything else swept in order of time with power
 * deciding at each free moment, limits last. The specification is ADR 16; the order of the input does
 * not matter. One outcome for every block, by id.
 */
export function place(input: PlacementInput): Outcome[] {
  const starts = new Map(input.sessions.map(({ id, startMs }) => [id, startMs]));
  const contenders = input.blocks
    .map((block) => ({ block, wishMs: wishOf(block, starts) }))
    .sort(comparePower);
  const demoted = new Map<string, string>();
  for (;;) {
    const { board, softs } = placeOnce(input, contenders, demoted);
    const next = nextDemotion(board, softs);
    if (next) {
      demoted.set(next.hard, next.by);
      continue;
    }
    applyLimits(board);
    return contenders
      .map((contender) => outcomeOf(contender, board))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

function wishOf({ wish }: Block, starts: ReadonlyMap<string, EpochMs>): EpochMs {
  return wish.kind === 'session' ? (starts.get(wish.sessionId) ?? Infinity) : wish.atMs;
}

function placeOnce(
  input: PlacementInput,
  contenders: readonly Contender[],
  demoted: ReadonlyMap<string, string>,
): { board: Board; softs: SoftBlock[] } {
  const board: Board = {
    input,
    air: openAir(input.kept),
    seats: new Map(),
    leftOut: new Map(),
  };
  const softs: SoftBlock[] = [];
  for (const contender of contenders) {
    const { block, wishMs } = contender;
    if (block.wish.kind === 'session') continue;
    const soft = { ...contender, untilMs: wishMs + block.wish.maxDelayMs };
    if (block.wish.kind === 'soft') softs.push(soft);
    else if (seatHard(contender, board, demoted)) softs.push(soft);
  }
  sweep(
    softs,
    contenders.filter(({ block }) => block.wish.kind === 'session'),
    board,
  );
  return { board, softs };
}

/** Whether a hard block was beaten and is to wait as a soft one. */
function seatHard(
  { block, wishMs }: Contender,
  board: Board,
  demoted: ReadonlyMap<string, string>,
): boolean {
  const { air, seats, leftOut, input } = board;
  if (wishMs < input.fromMs) {
    leftOut.set(block.id, { reason: 'too_late', beatenBy: null });
    return false;
  }
  const span = { fromMs: wishMs, toMs: wishMs + block.durationMs };
  const holder = air.holderIn(span);
  const demotedBy = demoted.get(block.id);
  if (!holder && demotedBy === undefined) {
    air.take(span, block.id);
    seats.set(block.id, {
      ...{ block, wishMs, startsAt: wishMs },
      ...{ soundMs: block.durationMs, as: 'hard' as const },
    });
    return false;
  }
  if (block.wish.kind === 'hard' && block.wish.whenBeaten === 'queue') return true;
  leftOut.set(block.id, { reason: 'beaten', beatenBy: demotedBy ?? holder?.by ?? null });
  return false;
}

/** The weakest hard block that stands in the way of a stronger soft one which found no room. */
function nextDemotion(
  { seats, leftOut }: Board,
  softs: readonly SoftBlock[],
): { hard: string; by: string } | null {
  const hards = [...seats.values()].filter((seat) => seat.as === 'hard').sort(comparePower);
  for (const hard of hards.reverse()) {
    const by = softs
      .toSorted(compareWaiting)
      .find(
        (soft) =>
          leftOut.get(soft.block.id)?.reason === 'beaten' &&
          compareStrength(soft.block, hard.block) < 0 &&
          hard.startsAt < soft.untilMs + soft.block.durationMs &&
          soft.wishMs < hard.startsAt + hard.soundMs,
      );
    if (by) return { hard: hard.block.id, by: by.block.id };
  }
  return null;
}
