import type { Hearing } from '../../core/station/hearing.ts';
import { levelsPerSecond } from './level-line.ts';
import { findShape } from './resemblance.ts';
import { spreadOf, topOf, withoutPauses } from './speech-shape.ts';

export interface Listening {
  /** Levels of what was played, in dBFS, 50 a second. */
  played: readonly number[];
  /** Levels that the microphone heard, from the same moment on; sound may come later, not earlier. */
  heard: readonly number[];
  /** Share of the microphone's samples at its limit, from 0 to 1. */
  limitShare: number;
}

/** How much later than it is played a sound may be heard: buffers of sound cards, and 340 m of air in a second. */
export const latestLevels = 2.5 * levelsPerSecond;

const windowLevels = 15 * levelsPerSecond;
/** In less there is too little shape to be sure of. */
const leastLevels = 6 * levelsPerSecond;
/** A tone that does not move is like any other steady sound. */
const leastSpreadDb = 2;
// Speech in a room with echo gives 0.75, at the level of the noise around 0.3; another speaker at most 0.25.
const heardFrom = 0.5;
const weakFrom = 0.3;
/** The loudest that a microphone hears of a loudspeaker that is as good as off. */
const faintDb = -60;
const limitShareFrom = 0.001;

/**
 * Says from levels alone whether a microphone heard what was played. Where it gave less than that, what both have is
 * judged, if it is long enough: the last of what was played may not have come yet.
 */
export function judgeHearing({ played, heard, limitShare }: Listening): Hearing {
  const common = Math.min(played.length, heard.length - latestLevels);
  const found = windowsOf(common).map(([from, to]) =>
    judgeWindow(played.slice(from, to), heard.slice(from, to + latestLevels)),
  );
  const judged = found.filter((one) => one !== 'unknown');
  if (judged.length === 0) return 'unknown';
  const count = (wanted: Hearing) => judged.filter((one) => one === wanted).length;
  if (2 * count('heard') >= judged.length)
    return limitShare >= limitShareFrom ? 'clipped' : 'heard';
  return 2 * (count('heard') + count('weak')) >= judged.length ? 'weak' : 'silent';
}

/** Windows of like length that cover all of it; none where it is too short. */
function windowsOf(count: number): [from: number, to: number][] {
  if (count < leastLevels) return [];
  const windows = Math.max(1, Math.floor(count / windowLevels));
  const size = Math.floor(count / windows);
  return Array.from({ length: windows }, (_, index) => [index * size, (index + 1) * size]);
}

function judgeWindow(played: readonly number[], heard: readonly number[]): Hearing {
  const shape = withoutPauses(played);
  if (spreadOf(shape) < leastSpreadDb) return 'unknown';
  const line = withoutPauses(heard);
  const found = findShape(shape, line, { from: 0, to: latestLevels });
  const likeness = found?.likeness ?? 0;
  if (likeness < weakFrom) return 'silent';
  return likeness >= heardFrom && topOf(heard) > faintDb ? 'heard' : 'weak';
}
