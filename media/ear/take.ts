import type { Likeness } from '../../core/listening/likeness.ts';
import { floorDb, levelsPerSecond } from './level-line.ts';
import { findShape } from './resemblance.ts';
import { spreadOf, withoutPauses } from './speech-shape.ts';

/** In less there is too little shape to be sure of. */
const leastLevels = 6 * levelsPerSecond;
/** A tone that does not move is like any other steady sound. */
const leastSpreadDb = 2;
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
  if (recorded.length < leastLevels) return 'unknown';
  const shape = withoutPauses(recorded);
  if (spreadOf(shape) < leastSpreadDb) return 'unknown';
  // It may have begun before the item, or gone on after it.
  const silence = Array.from({ length: recorded.length - leastLevels }, () => floorDb);
  const line = withoutPauses([...silence, ...played, ...silence]);
  const found = findShape(shape, line, { from: 0, to: line.length });
  if (found === null) return 'unknown';
  if (found.likeness >= sameFrom) return 'same';
  return found.likeness < otherBelow ? 'other' : 'unknown';
}
