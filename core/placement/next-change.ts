import type { EpochMs } from '../time/zoned.ts';
import type { SessionRun } from './board.ts';
import { openPart, type Moment } from './candidate.ts';

/** The next instant at which another block may fit or leaves, `Infinity` where none waits any more. */
export function nextChange(
  { cursor, freeUntil, softs }: Moment,
  runs: readonly SessionRun[],
): EpochMs {
  let next = Infinity;
  const consider = (at: EpochMs) => {
    if (at > cursor && at < next) next = at;
  };
  for (const { wishMs, lastStartMs } of softs) {
    consider(wishMs);
    // From then on nobody leaves room for it.
    consider(lastStartMs + 1);
  }
  for (const run of runs) {
    const open = openPart(run);
    if (!open) continue;
    consider(run.session.startMs);
    consider(open.anchorMs ?? cursor);
    for (const { waiting } of run.parts)
      // From then on it cannot fit, and makes way for the next part.
      for (const { lastStartMs } of waiting) consider(lastStartMs + 1);
  }
  return next === Infinity ? next : Math.min(next, freeUntil);
}
