import type { Likeness } from '../../core/listening/likeness.ts';
import { levelsPerSecond } from './level-line.ts';
import { findShape } from './resemblance.ts';
import { spreadOf, withoutPauses } from './speech-shape.ts';

/** In less there is too little shape to be sure of. */
const leastLevels = 6 * levelsPerSecond;
/** A tone that does not move is like any other steady sound. */
const leastSpreadDb = 2;
// Speech through a yard's echo and wind gives 0.69 at least; another speech of the same voice 0.5 at most, sought
// through 80 s.
const sameFrom = 0.6;
const otherBelow = 0.45;

/**
 * Says from levels alone, 50 a second, whether a recording of some seconds is of what was played around that time.
 * Unlike a microphone that is always there, a phone does not say when exactly it listened.
 */
export function judgeTake({
  recorded,
  played,
}: {
  recorded: readonly number[];
  played: readonly number[];
}): Likeness {
  if (isShapeless(recorded) || isShapeless(played)) return 'unknown';
  const line = withoutPauses(played);
  // It may have begun before the item, or gone on after it: then one end of it is of the item.
  const parts = [recorded, recorded.slice(0, leastLevels), recorded.slice(-leastLevels)];
  const likenesses = parts
    .filter((part) => !isShapeless(part))
    .map((part) => findShape(withoutPauses(part), line, { from: 0, to: line.length }))
    .flatMap((found) => found?.likeness ?? []);
  if (likenesses.length === 0) return 'unknown';
  const likeness = Math.max(...likenesses);
  if (likeness >= sameFrom) return 'same';
  return likeness < otherBelow ? 'other' : 'unknown';
}

function isShapeless(levels: readonly number[]): boolean {
  return levels.length < leastLevels || spreadOf(withoutPauses(levels)) < leastSpreadDb;
}
