import { growingFloats } from './growing-floats.ts';
import { wholeSamples } from './whole-samples.ts';

/** Power and peak of a mono sound in frames of about 2.5 ms: enough to foresee what dynamics do. */
export interface Envelope {
  sampleRate: number;
  /** Samples in a frame; the last one may be shorter. */
  frameSamples: number;
  samples: number;
  /** Mean square of each frame; NaN where a sample is no number. */
  power: Float32Array;
  /** Highest absolute sample of each frame. */
  peak: Float32Array;
}

const framesPerSecond = 400;

/** Follows a sound of 32-bit floats that arrives in chunks. */
export function envelopeOf(sampleRate: number): {
  take: (chunk: Uint8Array) => void;
  finish: () => Envelope;
} {
  const frameSamples = Math.floor(sampleRate / framesPerSecond);
  const [power, peak] = [growingFloats(), growingFloats()];
  let samples = 0;
  // Of the frame that is not full yet.
  const open = { length: 0, sum: 0, highest: 0 };
  const close = () => {
    power.push(open.sum / open.length);
    peak.push(open.highest);
    open.length = 0;
    open.sum = 0;
    open.highest = 0;
  };
  const take = wholeSamples(4, (bytes) => {
    const sound = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    samples += sound.length;
    for (let from = 0; from < sound.length;) {
      const to = Math.min(sound.length, from + frameSamples - open.length);
      addStretch(sound, from, to, open);
      if (open.length === frameSamples) close();
      from = to;
    }
  });
  const finish = () => {
    if (open.length > 0) close();
    return { sampleRate, frameSamples, samples, power: power.values(), peak: peak.values() };
  };
  return { take, finish };
}

// Locals only: this loop sees every sample.
function addStretch(
  sound: Float32Array,
  from: number,
  to: number,
  open: { length: number; sum: number; highest: number },
): void {
  let { sum, highest } = open;
  for (let at = from; at < to; at += 1) {
    const value = sound[at] ?? 0;
    sum += value * value;
    const size = value < 0 ? -value : value;
    if (size > highest) highest = size;
  }
  open.length += to - from;
  open.sum = sum;
  open.highest = highest;
}
