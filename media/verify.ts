import { MediaError } from './media-error.ts';
import { verificationArguments, type Profile } from './profile.ts';
import { measure, type RunOptions } from './run.ts';

/** What an encoded file is, as its player will hear it. */
export interface Verification {
  /** From the number of samples that decoding gives. */
  durationMs: number;
  /** Integrated loudness; NaN when it is too short to have one. */
  lufs: number;
  truePeakDb: number;
}

/** Decodes an encoded file and measures it. Throws MediaError `ffmpeg_failed` or `ffmpeg_timeout`. */
export async function verify(
  path: string,
  profile: Profile,
  options: RunOptions,
): Promise<Verification> {
  const { lines, samples, errorCount, succeeded } = await measure(
    path,
    [],
    verificationArguments(),
    options,
  );
  if (!succeeded || errorCount > 0 || samples === 0) {
    throw new MediaError('ffmpeg_failed', 'what was encoded cannot be decoded');
  }
  const text = lines.join('\n');
  return {
    durationMs: (samples / profile.sampleRate) * 1_000,
    lufs: Number(/^\s+I:\s+(\S+) LUFS/m.exec(text)?.[1] ?? NaN),
    truePeakDb: Number(/^\s+Peak:\s+(\S+) dBFS/m.exec(text)?.[1] ?? NaN),
  };
}
