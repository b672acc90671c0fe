import { readFileSync } from 'node:fs';

/** What an agent has played into its file so far. */
export interface RecordedWav {
  samples: Int16Array;
  frame0UtcMs: number;
  /** Frame and system time, about one a second. */
  pairs: [number, number][];
  /** Largest sample between two instants of the system's time. */
  peakBetween(fromMs: number, toMs: number): number;
  /** The first instant from `fromMs` on at which the sound is louder than `threshold`, or `null`. */
  onsetAfter(fromMs: number, threshold?: number): number | null;
}

const headerBytes = 80;

/** Reads a paced file with its times; also one that is still being written. */
export function readRecordedWav(file: string): RecordedWav {
  const bytes = readFileSync(file).subarray(headerBytes);
  const { frame0UtcMs, pairs, sampleRate } = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as {
    frame0UtcMs: number;
    pairs: [number, number][];
    sampleRate: number;
  };
  const samples = new Int16Array(new Uint8Array(bytes.subarray(0, bytes.length & ~1)).buffer);
  const perMs = sampleRate / 1000;
  const frameAt = (ms: number) => Math.max(0, Math.round((ms - frame0UtcMs) * perMs));
  return {
    samples,
    frame0UtcMs,
    pairs,
    peakBetween: (fromMs, toMs) =>
      samples
        .subarray(frameAt(fromMs), frameAt(toMs))
        .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
    onsetAfter(fromMs, threshold = 1000) {
      const first = frameAt(fromMs);
      const found = samples.subarray(first).findIndex((sample) => Math.abs(sample) > threshold);
      return found < 0 ? null : frame0UtcMs + (first + found) / perMs;
    },
  };
}
