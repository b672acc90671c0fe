import type { RecordingKind } from '../../core/recording/kind.ts';
import { framesPerSecond, type NarrowSound } from './narrow-sound.ts';

/** What tells speech from music. */
export interface Character {
  /** Share of frames well under the power of the second around them: pauses between syllables. */
  lowFrames: number;
  /** Spread of the zero crossings over their mean: vowels and hisses take turns. */
  crossingSpread: number;
}

const lowShare = 0.25;
const quietSecondShare = 0.01;
// Speech has about half of its frames low; a piece of music that is played through, few of them.
const speechFrom = 0.55;
const crossingWeight = 0.35;

/**
 * Speech or music, by how unevenly it goes: syllables come four times a second with pauses and
 * consonants between them, music holds its tones. A guess, which staff correct; song over
 * instruments counts as music, singing alone may count as speech.
 */
export function guessKind(sound: NarrowSound): Extract<RecordingKind, 'speech' | 'music'> {
  const { lowFrames, crossingSpread } = characterOf(sound);
  return lowFrames + crossingWeight * crossingSpread >= speechFrom ? 'speech' : 'music';
}

/** Measures a sound second by second; seconds that hold next to nothing are left out. */
export function characterOf({ power, crossings }: NarrowSound): Character {
  const seconds: { mean: number; low: number; spread: number }[] = [];
  const length = Math.min(framesPerSecond, power.length);
  for (let from = 0; from + length <= power.length && length > 0; from += length) {
    const part = power.subarray(from, from + length);
    const mean = average(part);
    const low = part.filter((value) => value < lowShare * mean).length / length;
    seconds.push({ mean, low, spread: spreadOf(crossings.subarray(from, from + length)) });
  }
  const loudest = seconds.reduce((most, { mean }) => Math.max(most, mean), 0);
  const heard = seconds.filter(({ mean }) => mean > 0 && mean >= quietSecondShare * loudest);
  const count = Math.max(1, heard.length);
  return {
    lowFrames: heard.reduce((sum, { low }) => sum + low, 0) / count,
    crossingSpread: heard.reduce((sum, { spread }) => sum + spread, 0) / count,
  };
}

function spreadOf(values: Float32Array): number {
  const mean = average(values);
  if (mean === 0) return 0;
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return Math.sqrt(sum / values.length) / mean;
}

function average(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / Math.max(1, values.length);
}
