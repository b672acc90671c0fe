import type { EpochMs } from '../time/zoned.ts';
import type { Board, SoftBlock } from './board.ts';
import type { Block } from './placement.ts';
import { compareStrength, compareWaiting, type Contender } from './power.ts';
import { dropHopeless, openSessions, type SessionRun } from './session-run.ts';

/** A block that could begin now, with the most that it may sound. */
interface Candidate {
  contender: Contender;
  mostMs: number;
  part: SessionRun['parts'][number] | null;
}

/**
 * Seats soft blocks and the sessions' blocks in order of time, around what the air holds already.
 * At each free moment the strongest candidate that fits is seated.
 */
export function sweep(
  softs: readonly SoftBlock[],
  sessionBlocks: readonly Contender[],
  board: Board,
): void {
  const { air, input, seats } = board;
  const runs = openSessions(sessionBlocks, board);
  let waiting = softs.toSorted(compareWaiting);
  let cursor = input.fromMs;
  for (;;) {
    for (const run of runs) dropHopeless(run, cursor, board);
    waiting = dropLate(waiting, cursor, board);
    const held = air.next(cursor);
    if (held && held.fromMs <= cursor) {
      cursor = held.toMs;
      continue;
    }
    const freeMs = (held?.fromMs ?? Infinity) - cursor;
    const run = runs.find(
      ({ session }) => session.startMs <= cursor && cursor < session.latestEndMs,
    );
    const chosen = choose(waiting, run, { cursor, freeMs });
    if (!chosen) {
      const next = nextChange(cursor, { waiting, runs, heldFrom: held?.fromMs ?? Infinity });
      if (next === Infinity) return;
      cursor = next;
      continue;
    }
    const { contender, mostMs, part } = chosen;
    const soundMs = Math.min(contender.block.durationMs, mostMs);
    air.take({ fromMs: cursor, toMs: cursor + soundMs }, contender.block.id);
    const as = part ? 'session' : 'soft';
    seats.set(contender.block.id, { ...contender, startsAt: cursor, soundMs, as });
    if (part) {
      part.leftMs -= soundMs;
      part.waiting = part.waiting.filter((one) => one !== contender);
    } else waiting = waiting.filter((one) => one !== contender);
    cursor += soundMs;
  }
}

/** Soft blocks whose window has passed leave; `beatenBy` is what sounds at their wish. */
function dropLate(waiting: SoftBlock[], cursor: EpochMs, board: Board): SoftBlock[] {
  const { input, air, leftOut } = board;
  return waiting.filter(({ block, wishMs, untilMs }) => {
    if (cursor <= untilMs && cursor < input.midnightMs) return true;
    if (untilMs < input.fromMs) leftOut.set(block.id, { reason: 'too_late', beatenBy: null });
    else {
      const holder = air.holderIn({ fromMs: wishMs, toMs: wishMs + 1 });
      leftOut.set(block.id, { reason: 'beaten', beatenBy: holder?.by ?? null });
    }
    return false;
  });
}

function choose(
  waiting: readonly SoftBlock[],
  run: SessionRun | undefined,
  { cursor, freeMs }: { cursor: EpochMs; freeMs: number },
): Candidate | undefined {
  const soft = waiting.find(({ block, wishMs }) => wishMs <= cursor && fits(block, freeMs));
  const own = run && chooseInSession(run, { cursor, freeMs });
  if (!soft) return own;
  const ofSoft = { contender: soft, mostMs: freeMs, part: null };
  return own && compareStrength(own.contender.block, soft.block) < 0 ? own : ofSoft;
}

/** The first block of the open part that fits. */
function chooseInSession(
  { session, parts }: SessionRun,
  { cursor, freeMs }: { cursor: EpochMs; freeMs: number },
): Candidate | undefined {
  const part = parts.find(({ waiting }) => waiting.length > 0);
  if (!part || (part.anchorMs !== null && part.anchorMs > cursor)) return undefined;
  const mostMs = Math.min(freeMs, session.latestEndMs - cursor, part.leftMs);
  const contender = part.waiting.find(({ block }) => fits(block, mostMs));
  return contender && { contender, mostMs, part };
}

function fits({ shortestMs }: Block, mostMs: number): boolean {
  return shortestMs <= mostMs;
}

/** The next instant after the cursor at which another candidate may appear, fit or leave. */
function nextChange(
  cursor: EpochMs,
  given: { waiting: readonly SoftBlock[]; runs: readonly SessionRun[]; heldFrom: EpochMs },
): EpochMs {
  const { waiting, runs, heldFrom } = given;
  const instants = [heldFrom];
  for (const { wishMs, untilMs } of waiting) instants.push(wishMs, untilMs + 1);
  for (const { session, parts } of runs) {
    if (parts.every((part) => part.waiting.length === 0)) continue;
    instants.push(session.startMs, session.latestEndMs);
    for (const { anchorMs, waiting: own } of parts) {
      if (anchorMs !== null) instants.push(anchorMs);
      // From then on it is hopeless, and makes way for the next part.
      for (const { block } of own) instants.push(session.latestEndMs - block.shortestMs + 1);
    }
  }
  return instants.reduce((next, at) => (at > cursor && at < next ? at : next), Infinity);
}
