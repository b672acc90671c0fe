import type { EpochMs } from '../time/zoned.ts';
import { lastStart } from './air.ts';
import type { Board, Contender } from './board.ts';
import { candidateAt } from './candidate.ts';
import { leaveSession } from './leave-session.ts';
import { leaveWindow } from './leave-window.ts';
import { nextChange } from './next-change.ts';
import type { PlacedSession } from './placement.ts';
import { seat } from './seat.ts';
import { startWindow } from './start-window.ts';

/**
 * Seats soft blocks and the sessions' blocks in order of time, around the air that is held: at each free
 * moment the strongest candidate that fits.
 */
export function sweep(board: Board): void {
  const { air, input, runs } = board;
  openSessions(board);
  let { softs } = board;
  let cursor = input.fromMs;
  while (cursor < Infinity) {
    for (const run of runs) if (run.session.startMs <= cursor) leaveSession(run, cursor, board);
    softs = stillWaiting(softs, cursor);
    const held = air.find(({ toMs }) => toMs > cursor);
    if (held && held.fromMs <= cursor) {
      cursor = held.toMs;
      continue;
    }
    const run = runs.find(({ session }) => isOn(session, cursor));
    const moment = { cursor, freeUntil: held?.fromMs ?? Infinity, softs, run };
    const chosen = candidateAt(moment);
    if (chosen) {
      const { contender, soundMs } = chosen;
      const { home } = contender;
      seat(contender, { startsAt: cursor, soundMs, as: home ? 'session' : 'soft', home }, board);
      cursor += soundMs;
    } else cursor = nextChange(moment, runs);
  }
  leaveWindow(board);
}

/** Blocks that cannot fit at all leave before anything sounds. */
function openSessions(board: Board): void {
  const { air, input, runs } = board;
  for (const run of runs) {
    for (const { waiting } of run.parts)
      for (const block of waiting) block.lastStartMs = lastStart(air, startWindow(block, input));
    leaveSession(run, input.fromMs, board);
  }
}

function isOn({ startMs, latestEndMs }: PlacedSession, cursor: EpochMs): boolean {
  return startMs <= cursor && cursor < latestEndMs;
}

function stillWaiting(softs: Contender[], cursor: EpochMs): Contender[] {
  const waits = ({ seat, lastStartMs }: Contender) => !seat && cursor <= lastStartMs;
  return softs.every(waits) ? softs : softs.filter(waits);
}
