import { growingFloats } from './analysis/growing-floats.ts';
import { drawPeaks } from './analysis/peaks.ts';
import { verificationArguments } from './chain.ts';
import { MediaError } from './media-error.ts';
import { readMeters } from './meters.ts';
import type { Profile } from './profile.ts';
import { measure, type RunOptions } from './run.ts';

/** What an encoded file is, as its player will hear it. */
export interface Verification {
  /** From the number of samples that decoding gives. */
  durationMs: number;
  /** Integrated loudness; NaN when it is too short to have one. */
  lufs: number;
  truePeakDb: number;
  /** Its waveform. */
  peaks: string;
}

/** Decodes an encoded file and measures it. Throws MediaError `ffmpeg_failed` or `ffmpeg_timeout`. */
export async function verify(
  path: string,
  profile: Profile,
  options: RunOptions,
): Promise<Verification> {
  const waveform = bytePeaksOf(profile.sampleRate);
  const take = (chunk: Buffer) => {
    waveform.take(chunk);
    options.onPosition?.((waveform.samples() / profile.sampleRate) * 1_000);
  };
  const { lines, errorCount, succeeded } = await measure(path, [], verificationArguments(profile), {
    ...options,
    onBytes: [take],
  });
  const samples = waveform.samples();
  if (!succeeded || errorCount > 0 || samples === 0) {
    throw new MediaError('ffmpeg_failed', 'what was encoded cannot be decoded');
  }
  const { lufs = NaN, truePeakDb = NaN } = readMeters(lines).loudness.get('encoded') ?? {};
  const durationMs = (samples / profile.sampleRate) * 1_000;
  return { durationMs, lufs, truePeakDb, peaks: drawPeaks(waveform.finish()) };
}

/** Highest samples, 0 to 1, of every 10 ms of unsigned 8-bit sound. */
function bytePeaksOf(sampleRate: number) {
  const frameSamples = sampleRate / 100;
  const peaks = growingFloats();
  let [samples, inFrame, highest] = [0, 0, 0];
  const take = (chunk: Uint8Array) => {
    samples += chunk.length;
    for (let from = 0; from < chunk.length;) {
      const to = Math.min(chunk.length, from + frameSamples - inFrame);
      highest = Math.max(highest, highestOf(chunk, from, to));
      inFrame += to - from;
      from = to;
      if (inFrame < frameSamples) continue;
      peaks.push(highest / 127);
      inFrame = 0;
      highest = 0;
    }
  };
  const finish = () => {
    if (inFrame > 0) peaks.push(highest / 127);
    return peaks.values();
  };
  return { take, finish, samples: () => samples };
}

function highestOf(bytes: Uint8Array, from: number, to: number): number {
  let highest = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 128;
    const size = byte < 128 ? 128 - byte : byte - 128;
    if (size > highest) highest = size;
  }
  return highest;
}
