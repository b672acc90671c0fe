/** Where a sound was found. */
export interface FoundSound {
  /** First sample of the sound in the place that was searched. */
  atSample: number;
  /** Normalised correlation of the whole sound there: 1 is the very same, 0 is nothing alike. */
  correlation: number;
}

// Horns and speech have enough below 1.5 kHz to be recognised by.
const coarseRate = 3000;
const coarseSeconds = 4;

/**
 * Finds a sound in a recording that was made at the same sample rate: first roughly, by its loudest
 * seconds and with few samples, then to the sample, then compared as a whole. `null` when the
 * recording is shorter than the sound or one of them is silent.
 */
export function findSound(
  recording: Float32Array,
  sound: Float32Array,
  sampleRate: number,
): FoundSound | null {
  const step = Math.max(1, Math.round(sampleRate / coarseRate));
  const lastStart = recording.length - sound.length;
  if (lastStart < 0) return null;
  const excerptLength = Math.min(sound.length, coarseSeconds * sampleRate);
  const from = loudest(sound, excerptLength);
  const excerpt = sound.subarray(from, from + excerptLength);
  // What is searched: every place where the whole sound would still fit.
  const place = recording.subarray(from, from + lastStart + excerptLength);
  const rough = bestStart(thin(place, step), thin(excerpt, step), 0, Infinity);
  if (rough === null) return null;
  const fine = bestStart(place, excerpt, rough * step - step, rough * step + step);
  if (fine === null) return null;
  const heard = recording.subarray(fine, fine + sound.length);
  return { atSample: fine, correlation: correlate(heard, sound, 0) };
}

/** The start in [first, last] at which `sound` correlates best; `null` where all is silent. */
function bestStart(
  recording: Float32Array,
  sound: Float32Array,
  first: number,
  last: number,
): number | null {
  const end = Math.min(last, recording.length - sound.length);
  let best: { start: number; correlation: number } | null = null;
  for (let start = Math.max(0, first); start <= end; start += 1) {
    const correlation = correlate(recording, sound, start);
    if (correlation > (best?.correlation ?? 0)) best = { start, correlation };
  }
  return best?.start ?? null;
}

function correlate(recording: Float32Array, sound: Float32Array, start: number): number {
  let product = 0;
  let heard = 0;
  let expected = 0;
  for (let index = 0; index < sound.length; index += 1) {
    const a = recording[start + index] ?? 0;
    const b = sound[index] ?? 0;
    product += a * b;
    heard += a * a;
    expected += b * b;
  }
  return heard === 0 || expected === 0 ? 0 : product / Math.sqrt(heard * expected);
}

/** Averages of `step` samples each: a crude low-pass that both sides go through. */
function thin(samples: Float32Array, step: number): Float32Array {
  const thinned = new Float32Array(Math.floor(samples.length / step));
  for (let index = 0; index < thinned.length; index += 1) {
    let sum = 0;
    for (let offset = 0; offset < step; offset += 1) sum += samples[index * step + offset] ?? 0;
    thinned[index] = sum / step;
  }
  return thinned;
}

/** Where the loudest stretch of `length` samples begins, to about a tenth of its length. */
function loudest(samples: Float32Array, length: number): number {
  const hop = Math.max(1, Math.floor(length / 10));
  let best = { from: 0, energy: -1 };
  for (let from = 0; from + length <= samples.length; from += hop) {
    let energy = 0;
    for (let index = from; index < from + length; index += 8) energy += (samples[index] ?? 0) ** 2;
    if (energy > best.energy) best = { from, energy };
  }
  return best.from;
}
