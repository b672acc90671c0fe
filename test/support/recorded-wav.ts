import { readFileSync } from 'node:fs';

/** What an agent has played into its file so far. */
export interface RecordedWav {
  samples: Int16Array;
  frame0UtcMs: number;
  /** Frame and system time, about one a second. */
  pairs: [number, number][];
  /** Largest sample between two instants of the system's time. */
  peakBetween(fromMs: number, toMs: number): number;
  /** Longest run of silent samples between two instants, in ms. */
  silenceBetween(fromMs: number, toMs: number): number;
  /** All that is not silent from an instant on, in ms. */
  heardMsAfter(fromMs: number): number;
  /** The instant of the last sample. */
  endsAt(): number;
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
    silenceBetween: (fromMs, toMs) => {
      let run = 0;
      let longest = 0;
      for (const sample of samples.subarray(frameAt(fromMs), frameAt(toMs))) {
        run = Math.abs(sample) < 30 ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      return longest / perMs;
    },
    heardMsAfter: (fromMs) => {
      const heard = samples.subarray(frameAt(fromMs));
      const last = heard.findLastIndex((sample) => sample !== 0);
      const first = heard.findIndex((sample) => sample !== 0);
      return (last + 1 - first) / perMs;
    },
    endsAt: () => frame0UtcMs + samples.length / perMs,
    onsetAfter(fromMs, threshold = 1000) {
      const first = frameAt(fromMs);
      const found = samples.subarray(first).findIndex((sample) => Math.abs(sample) > threshold);
      return found < 0 ? null : frame0UtcMs + (first + found) / perMs;
    },
  };
}
