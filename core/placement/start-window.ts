import type { Search } from './air.ts';
import type { Contender } from './board.ts';
import type { PlacementInput } from './placement.ts';

/** Where the shortest length of a soft block, or of a session's, may begin, whatever air is held. */
export function startWindow(
  { wishMs, untilMs, home, shortestMs }: Contender,
  { fromMs, midnightMs }: PlacementInput,
): Search {
  return {
    earliestMs: Math.max(wishMs, fromMs),
    latestMs: home ? home.run.session.latestEndMs - shortestMs : Math.min(untilMs, midnightMs - 1),
    lengthMs: shortestMs,
  };
}
