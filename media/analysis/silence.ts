import type { RecordingKind } from '../../core/recording/kind.ts';
import { percentile } from './levels.ts';

/** Where a sound is silent, in stretches of equal length. */
export interface Silence {
  /** First stretch with sound, and the one after the last; both 0 where there is none. */
  firstSound: number;
  endOfSound: number;
  /** Silences between, `end` exclusive, in order. */
  inner: { start: number; end: number }[];
  /** Stretches that are not silent. */
  sounding: number;
}

/** Lengths of stretches that silence is looked for in. */
export const stretchMs = 50;

// A door or a finger on the microphone is no beginning.
const shortestSound = 2;
const floorShare = 0.1;
const overFloorDb = 4;
// Music may fade far down; under speech a room is to be heard.
const lowestUnderDb = 45;
const highestUnderDb = { speech: 18, signature: 30, music: 45 };

/** The noise under a sound: what the quietest tenth of it stays under, in dBFS. */
export function noiseFloorOf(levels: Float32Array): number {
  return percentile(levels, floorShare);
}

/**
 * Below which level a stretch is silence: a little over the noise of the room, but no closer to the
 * loudness than speech needs, and lower for music, which fades on purpose.
 */
export function silenceThreshold(
  levels: Float32Array,
  loudnessDb: number,
  kind: RecordingKind,
): number {
  const wanted = noiseFloorOf(levels) + overFloorDb;
  const highest = loudnessDb - highestUnderDb[kind];
  return Math.max(loudnessDb - lowestUnderDb, Math.min(wanted, highest));
}

/** Finds the silences of a sound given by the levels of its stretches. */
export function findSilence(levels: Float32Array, thresholdDb: number): Silence {
  const sounds = soundingStretches(levels, thresholdDb);
  const first = sounds[0];
  const last = sounds.at(-1);
  if (!first || !last) return { firstSound: 0, endOfSound: 0, inner: [], sounding: 0 };
  const inner = sounds.slice(1).map((sound, index) => ({
    start: sounds[index]?.end ?? sound.start,
    end: sound.start,
  }));
  const sounding = sounds.reduce((sum, { start, end }) => sum + end - start, 0);
  return { firstSound: first.start, endOfSound: last.end, inner, sounding };
}

function soundingStretches(levels: Float32Array, thresholdDb: number) {
  const found: { start: number; end: number }[] = [];
  let start = -1;
  for (let index = 0; index <= levels.length; index += 1) {
    const isSound = (levels[index] ?? -Infinity) > thresholdDb;
    if (isSound && start < 0) start = index;
    if (isSound || start < 0) continue;
    if (index - start >= Math.min(shortestSound, levels.length)) found.push({ start, end: index });
    start = -1;
  }
  return found;
}
