import { rm, stat } from 'node:fs/promises';
import { analyse, type Analysis } from './analyse.ts';
import { correctGain, planGain, type Attempt } from './gain.ts';
import { probe } from './probe.ts';
import { renderArguments, type Levels, type Profile } from './profile.ts';
import { render } from './run.ts';
import { verify, type Verification } from './verify.ts';

/** What `transcode` takes beside source and profile. */
export interface TranscodeOptions {
  /** A new path for a file that is still in the making, on the disk where it will stay. */
  tempFile(extension: string): string;
  /** Longest sound that is accepted. */
  limitMs: number;
  signal?: AbortSignal;
  /** From 0 to 1, never falling. */
  onProgress?: (fraction: number) => void;
  /** For each run of ffmpeg. */
  timeoutMs?: number;
}

/** A file made after a profile. */
export interface Transcoded extends Verification {
  /** The caller moves it or removes it. */
  path: string;
  bytes: number;
  analysis: Analysis;
  /** Whether loudness and true peak are where the profile wants them. */
  isOnTarget: boolean;
  renders: number;
}

type Stage = (from: number, to: number, lengthMs: number | undefined) => (atMs: number) => void;

const defaultTimeoutMs = 15 * 60_000;
const mostRenders = 5;
// The meter reads tenths: what it calls 0.5 may be more.
const readingLu = 0.1;
const peakMarginDb = 0.3;

/**
 * Checks a source and makes a file of it that is measured to be as the profile wants. A source that
 * cannot be brought there in five renders (a few loud clicks in silence, say) gives the last one.
 * @throws MediaError: `empty_file`, `not_audio`, `damaged_audio`, `silent_audio`, `audio_too_long`
 * or `audio_too_short` judge the source, `ffmpeg_timeout` and `ffmpeg_failed` the attempt; the
 * signal's reason when aborted. Nothing is left behind then.
 */
export async function transcode(
  source: string,
  profile: Profile,
  options: TranscodeOptions,
): Promise<Transcoded> {
  const { signal, limitMs, timeoutMs = defaultTimeoutMs } = options;
  const stage = progressStages(options.onProgress);
  const run = { signal, timeoutMs };
  const found = await probe(source, signal);
  const onPosition = stage(0, 0.3, found.roughMs);
  const analysis = await analyse(source, found, profile, { ...run, limitMs, onPosition });
  const path = options.tempFile(profile.extension);
  const input = { source, path, channels: found.channels, profile, analysis };
  try {
    const made = await renderToTarget(input, { ...run, stage });
    const { size } = await stat(path);
    options.onProgress?.(1);
    return { ...made, path, bytes: size, analysis };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

interface RenderInput {
  source: string;
  path: string;
  channels: number;
  profile: Profile;
  analysis: Analysis;
}

async function renderToTarget(
  { source, path, channels, profile, analysis }: RenderInput,
  { stage, ...run }: { signal: AbortSignal | undefined; timeoutMs: number; stage: Stage },
) {
  const shaped = { lufs: analysis.lufs, peakDb: analysis.shapedPeakDb };
  const lengthMs = analysis.durationMs;
  let levels: Levels = {
    mix: analysis.mix,
    gainDb: planGain(shaped, profile),
    limiterDb: profile.limiterDb,
  };
  let before: Attempt | undefined;
  for (let renders = 1; ; renders += 1) {
    const outputOptions = renderArguments(profile, channels, levels);
    const from = 1 - 0.7 ** renders;
    const job = { source, target: path, inputOptions: [], outputOptions };
    await render(job, { ...run, onPosition: stage(from, from + 0.15, lengthMs) });
    const onPosition = stage(from + 0.15, from + 0.2, lengthMs);
    const result = await verify(path, profile, { ...run, onPosition });
    const isOnTarget = meets(result, profile);
    if (isOnTarget || renders === mostRenders) return { ...result, renders, isOnTarget };
    const last = { ...levels, lufs: result.lufs };
    levels = correct(last, before, result.truePeakDb, shaped.peakDb, profile);
    before = last;
  }
}

function meets({ lufs, truePeakDb }: Verification, profile: Profile): boolean {
  const isLoudnessOff = Math.abs(lufs - profile.targetLufs) > profile.toleranceLu - readingLu;
  return !isLoudnessOff && !(truePeakDb > profile.ceilingDbtp);
}

function correct(
  last: Attempt & Levels,
  before: Attempt | undefined,
  truePeakDb: number,
  peakDb: number,
  profile: Profile,
): Levels {
  const overDb = truePeakDb - profile.ceilingDbtp;
  const limiterDb = overDb > 0 ? last.limiterDb - overDb - peakMarginDb : last.limiterDb;
  // Too short to have a loudness: what was planned stays.
  if (!Number.isFinite(last.lufs)) return { ...last, limiterDb };
  return {
    mix: last.mix,
    gainDb: correctGain(last, before, { limiterDb, peakDb }, profile),
    limiterDb,
  };
}

function progressStages(onProgress: TranscodeOptions['onProgress']): Stage {
  let highest = 0;
  return (from, to, lengthMs) => (atMs) => {
    if (!lengthMs) return;
    highest = Math.max(highest, from + (to - from) * Math.min(atMs / lengthMs, 1));
    onProgress?.(highest);
  };
}
