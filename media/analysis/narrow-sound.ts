import { growingFloats } from './growing-floats.ts';
import { wholeSamples } from './whole-samples.ts';

/** What a narrow mono sound (8 kHz) is in frames of 10 ms. */
export interface NarrowSound {
  samples: number;
  /** Mean of all samples, -1 to 1. */
  mean: number;
  /** Mean square of each frame above `bandHz`: what a horn gives of it. */
  power: Float32Array;
  /** Highest absolute sample of each frame. */
  peak: Float32Array;
  /** Zero crossings of each frame, above `bandHz`. */
  crossings: Float32Array;
  /** Mean square of all of it above `bandHz`. */
  bandPower: number;
}

/** Frames of a second. */
export const framesPerSecond = 100;

const bandHz = 300;

/** Follows a sound of signed 16-bit samples that arrives in chunks. */
export function narrowSoundOf(sampleRate: number): {
  take: (chunk: Uint8Array) => void;
  finish: () => NarrowSound;
} {
  const frameSamples = sampleRate / framesPerSecond;
  const [power, peak, crossings] = [growingFloats(), growingFloats(), growingFloats()];
  const filter = highPass(bandHz, sampleRate);
  let samples = 0;
  const open = emptyFrame();
  const close = () => {
    power.push(open.sum / open.length / fullScale ** 2);
    peak.push(open.highest / fullScale);
    crossings.push((open.crossed * frameSamples) / open.length);
    // Frame by frame, so that it makes no difference how the sound was cut into chunks.
    open.bandSum += open.sum;
    open.length = 0;
    open.sum = 0;
    open.highest = 0;
    open.crossed = 0;
  };
  const take = wholeSamples(2, (bytes) => {
    const sound = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    samples += sound.length;
    for (let from = 0; from < sound.length;) {
      const to = Math.min(sound.length, from + frameSamples - open.length);
      addStretch(sound.subarray(from, to), open, filter);
      if (open.length === frameSamples) close();
      from = to;
    }
  });
  const finish = () => {
    if (open.length > 0) close();
    const count = Math.max(samples, 1);
    return {
      samples,
      mean: open.total / count / fullScale,
      power: power.values(),
      peak: peak.values(),
      crossings: crossings.values(),
      bandPower: open.bandSum / count / fullScale ** 2,
    };
  };
  return { take, finish };
}

const fullScale = 32_768;

interface Frame {
  length: number;
  sum: number;
  highest: number;
  crossed: number;
  last: number;
  /** Over all frames: the sum of samples, the power behind the filter, and the filter's memory. */
  total: number;
  bandSum: number;
  memory: [x1: number, x2: number, y1: number, y2: number];
}

function emptyFrame(): Frame {
  const memory: Frame['memory'] = [0, 0, 0, 0];
  return { length: 0, sum: 0, highest: 0, crossed: 0, last: 0, total: 0, bandSum: 0, memory };
}

// Locals only: this loop sees every sample.
function addStretch(sound: Int16Array, open: Frame, { a1, a2, b0 }: HighPass): void {
  let { sum, highest, crossed, last, total } = open;
  let [x1, x2, y1, y2] = open.memory;
  for (let at = 0; at < sound.length; at += 1) {
    const value = sound[at] ?? 0;
    total += value;
    const size = value < 0 ? -value : value;
    if (size > highest) highest = size;
    const y = b0 * (value - 2 * x1 + x2) - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = value;
    y2 = y1;
    y1 = y;
    if (y < 0 !== last < 0) crossed += 1;
    last = y;
    sum += y * y;
  }
  Object.assign(open, { sum, highest, crossed, last, total });
  open.length += sound.length;
  open.memory = [x1, x2, y1, y2];
}

interface HighPass {
  b0: number;
  a1: number;
  a2: number;
}

/** Second-order Butterworth high-pass by the bilinear transform. */
function highPass(hertz: number, sampleRate: number): HighPass {
  const k = Math.tan((Math.PI * hertz) / sampleRate);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  return { b0: norm, a1: 2 * (k * k - 1) * norm, a2: (1 - Math.SQRT2 * k + k * k) * norm };
}
