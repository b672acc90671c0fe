import type { EpochMs } from '../time/zoned.ts';
import type { Contender, PartRun, SessionRun } from './board.ts';
import { lengthIn } from './length.ts';
import type { Block } from './placement.ts';
import { compareStrength } from './power.ts';

/** The sweep at an instant at which the air is free. */
export interface Moment {
  cursor: EpochMs;
  /** Beginning of the next held air. */
  freeUntil: EpochMs;
  /** Soft blocks that wait and still have a possible start; the stronger first. */
  softs: readonly Contender[];
  /** The session that runs. */
  run: SessionRun | undefined;
}

/** A block with the length for which it fits. */
export interface Candidate {
  contender: Contender;
  soundMs: number;
}

/** The strongest that fits now; of equals the soft one before the session's. */
export function candidateAt(moment: Moment): Candidate | null {
  const soft = firstThatFits(moment.softs, moment);
  const part = moment.run && openPart(moment.run);
  const isOpen = part && (part.anchorMs === null || part.anchorMs <= moment.cursor);
  const own = isOpen ? firstThatFits(part.waiting, moment) : null;
  if (!soft || !own) return soft ?? own;
  return compareStrength(own.contender.block, soft.contender.block) < 0 ? own : soft;
}

/** The first part that is not done. */
export function openPart({ parts }: SessionRun): PartRun | undefined {
  return parts.find(({ waiting }) => waiting.length > 0);
}

function firstThatFits(waiting: readonly Contender[], moment: Moment): Candidate | null {
  for (const contender of waiting) {
    if (contender.wishMs > moment.cursor) continue;
    const soundMs = lengthIn(contender, roomMs(contender, moment));
    if (soundMs > 0) return { contender, soundMs };
  }
  return null;
}

function roomMs({ block, home }: Contender, moment: Moment): number {
  const { cursor } = moment;
  const freeMs = roomEnd(block, moment) - cursor;
  if (!home) return freeMs;
  return Math.min(freeMs, home.run.session.latestEndMs - cursor, home.payer.leftMs);
}

/** Up to where a block may sound, so that each stronger soft one that waits keeps its last possible start. */
function roomEnd(block: Block, { freeUntil, softs }: Moment): EpochMs {
  let end = freeUntil;
  for (const soft of softs) {
    if (compareStrength(soft.block, block) >= 0) break;
    if (soft.lastStartMs < end) end = soft.lastStartMs;
  }
  return end;
}
