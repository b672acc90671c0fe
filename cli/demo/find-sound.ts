import { slidingProducts } from './fourier.ts';

/** Where a sound was found. */
export interface FoundSound {
  /** First sample of the sound in the place that was searched. */
  atSample: number;
  /** Normalised correlation of the whole sound there: 1 is the very same, 0 is nothing alike. */
  correlation: number;
}

/** By so much of a sound it is recognised; then the whole is compared. */
const excerptSeconds = 8;

/**
 * Finds a sound in a recording that was made at the same sample rate, to the sample, by normalised
 * cross-correlation. `null` when the recording is shorter than the sound or one of them is silent.
 */
export function findSound(
  recording: Float32Array,
  sound: Float32Array,
  sampleRate: number,
): FoundSound | null {
  const starts = recording.length - sound.length + 1;
  if (starts < 1) return null;
  const excerptLength = Math.min(sound.length, excerptSeconds * sampleRate);
  const from = loudest(sound, excerptLength);
  const excerpt = sound.subarray(from, from + excerptLength);
  // What is searched: every place where the whole sound would still fit.
  const place = recording.subarray(from, from + excerptLength + starts - 1);
  const atSample = bestStart(place, excerpt, starts);
  if (atSample === null) return null;
  const heard = recording.subarray(atSample, atSample + sound.length);
  return { atSample, correlation: correlate(heard, sound) };
}

/** Of the first `starts` starts the one where the sound correlates best; `null` in silence. */
function bestStart(recording: Float32Array, sound: Float32Array, starts: number): number | null {
  const products = slidingProducts(recording, sound);
  // Far below the quietest sample that 16 bits can hold, so that rounding is not taken for sound.
  const floor = 1e-9 * sound.length;
  let energy = energyOf(recording.subarray(0, sound.length));
  let best: { start: number; score: number } | null = null;
  for (let start = 0; start < starts; start += 1) {
    const product = products[start] ?? 0;
    if (energy > floor && product > 0) {
      const score = (product * product) / energy;
      if (score > (best?.score ?? 0)) best = { start, score };
    }
    energy += (recording[start + sound.length] ?? 0) ** 2 - (recording[start] ?? 0) ** 2;
  }
  return best?.start ?? null;
}

function correlate(heard: Float32Array, sound: Float32Array): number {
  let product = 0;
  sound.forEach((value, index) => {
    product += value * (heard[index] ?? 0);
  });
  const energies = energyOf(heard) * energyOf(sound);
  return energies === 0 ? 0 : product / Math.sqrt(energies);
}

function energyOf(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return sum;
}

/** Where the loudest stretch of `length` samples begins, to about a tenth of its length. */
function loudest(samples: Float32Array, length: number): number {
  const hop = Math.max(1, Math.floor(length / 10));
  let best = { from: 0, energy: -1 };
  for (let from = 0; from + length <= samples.length; from += hop) {
    const energy = energyOf(samples.subarray(from, from + length));
    if (energy > best.energy) best = { from, energy };
  }
  return best.from;
}
