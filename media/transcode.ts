import { stat } from 'node:fs/promises';
import type { Cut } from '../core/recording/cut.ts';
import { analyse, type AnalyseOptions, type Analysis } from './analyse.ts';
import type { SourceDescription } from './analysis/description.ts';
import { renderArguments, straightenArguments, type Levels } from './chain.ts';
import { modelDynamics } from './dynamics.ts';
import { probe, type Probe } from './probe.ts';
import type { Profile } from './profile.ts';
import { render, type RunOptions } from './run.ts';
import { openStages, type StagePlaces, type Stages } from './stages.ts';
import { verify, type Verification } from './verify.ts';

/** What `transcode` takes beside source and profile. */
export interface TranscodeOptions {
  /** Where steps are kept on the disk where the file will stay; a later try of the same work goes on there. */
  places: StagePlaces;
  /** Longest sound that is accepted. */
  limitMs: number;
  /** `null`: all of it, without the silence at its ends. */
  cut?: Cut | null;
  /** Whether to describe the source, too. */
  isAnalysisWanted?: boolean;
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
  /** What the source is and its waveform; `null` unless it was wanted. */
  analysis: SourceDescription | null;
  sourcePeaks: string | null;
  /** Whether loudness and true peak are where the profile wants them. */
  isOnTarget: boolean;
  renders: number;
}

type Stage = (from: number, to: number, lengthMs: number | undefined) => (atMs: number) => void;

const defaultTimeoutMs = 15 * 60_000;
const leastCpuSeconds = 60;
const mostRenders = 5;
// The meter reads tenths: what it calls 0.5 may be more.
const readingLu = 0.1;
const peakMarginDb = 0.3;

/**
 * Checks a source and makes a file of it that is measured to be as the profile wants. A source that
 * cannot be brought there in five renders (a few loud clicks in silence, say) gives the last one.
 * @throws MediaError: `empty_file`, `not_audio`, `damaged_audio`, `silent_audio`, `audio_too_long`
 * or `audio_too_short` judge the source, `ffmpeg_timeout` and `ffmpeg_failed` the attempt; the
 * signal's reason when aborted. Only an aborted one leaves its finished steps behind.
 */
export async function transcode(
  source: string,
  profile: Profile,
  options: TranscodeOptions,
): Promise<Transcoded> {
  const { signal, limitMs, timeoutMs = defaultTimeoutMs, cut = null } = options;
  const isAnalysisWanted = options.isAnalysisWanted ?? false;
  const stage = progressStages(options.onProgress);
  const run = { signal, timeoutMs, cpuSeconds: leastCpuSeconds + limitMs / 10_000 };
  const found = await probe(source, signal);
  const onPosition = stage(0, 0.3, found.roughMs);
  const analyseOptions = { ...run, limitMs, cut, isAnalysisWanted, onPosition };
  const stages = openStages(options.places);
  try {
    const input = await stages.value('analysis', () =>
      analyseWhole(source, found, profile, { ...analyseOptions, stages }),
    );
    const made = await renderToTarget({ ...input, profile }, { ...run, stage, stages });
    const { size } = await stat(made.path);
    await stages.forget(made.path);
    options.onProgress?.(1);
    const { description: analysis, peaks: sourcePeaks } = input.analysis;
    return { ...made, bytes: size, analysis, sourcePeaks };
  } catch (error) {
    // What was stopped may be gone on with; what failed may have failed by what is kept.
    if (!signal?.aborted) await stages.forget();
    throw error;
  }
}

interface AnalysedSource {
  source: string;
  channels: number;
  analysis: Analysis;
}

/** Analyses a source; one whose parts differ is written as one sound first. */
async function analyseWhole(
  source: string,
  found: Probe,
  profile: Profile,
  { stages, ...options }: AnalyseOptions & { stages: Stages },
): Promise<AnalysedSource> {
  const analysis = await analyse(source, found, profile, options);
  if (!analysis.isPatchwork) return { source, channels: found.channels, analysis };
  const outputOptions = straightenArguments(found.sampleRate, found.channels);
  const limitBytes = 2_000_000 + options.limitMs * 96 * found.channels;
  const inputOptions = ['-t', String(options.limitMs / 1_000 + 1)];
  const target = await stages.file('straight', (path) =>
    render({ source, target: path, inputOptions, outputOptions, limitBytes }, options),
  );
  const promisedMs = undefined;
  const straight = await analyse(target, { ...found, promisedMs }, profile, options);
  return { source: target, channels: found.channels, analysis: straight };
}

interface RenderInput extends AnalysedSource {
  profile: Profile;
}

async function renderToTarget(
  { source, channels, profile, analysis }: RenderInput,
  { stage, stages, ...run }: RunOptions & { stage: Stage; stages: Stages },
) {
  const { mix, span, shaped } = analysis;
  const lengthMs = ((span.end - span.start) / profile.sampleRate) * 1_000;
  const model = modelDynamics(shaped, profile);
  const { preGainDb } = model;
  let { limiterDb } = profile;
  let levels: Levels = { mix, span, preGainDb, limiterDb, gainDb: model.gainFor(limiterDb) };
  for (let renders = 1; ; renders += 1) {
    const job = {
      source,
      inputOptions: [],
      outputOptions: renderArguments(profile, channels, levels),
      limitBytes: 1_000_000 + (profile.bitRate / 8_000) * lengthMs * 2,
    };
    const from = 1 - 0.7 ** renders;
    const onRender = stage(from, from + 0.15, lengthMs);
    const path = await stages.file(`render-${renders}`, (target) =>
      render({ ...job, target }, { ...run, onPosition: onRender }),
    );
    const onPosition = stage(from + 0.15, from + 0.2, lengthMs);
    const result = await verify(path, profile, { ...run, onPosition });
    const isOnTarget = meets(result, profile);
    if (isOnTarget || renders === mostRenders) return { ...result, path, renders, isOnTarget };
    const overDb = result.truePeakDb - profile.ceilingDbtp;
    if (overDb > 0) limiterDb -= overDb + peakMarginDb;
    const attempt = { ...levels, lufs: result.lufs };
    levels = { ...levels, limiterDb, gainDb: model.gainFor(limiterDb, attempt) };
  }
}

function meets({ lufs, truePeakDb }: Verification, profile: Profile): boolean {
  const isLoudnessOff = Math.abs(lufs - profile.targetLufs) > profile.toleranceLu - readingLu;
  return !isLoudnessOff && !(truePeakDb > profile.ceilingDbtp);
}

function progressStages(onProgress: TranscodeOptions['onProgress']): Stage {
  let highest = 0;
  return (from, to, lengthMs) => (atMs) => {
    if (!lengthMs) return;
    highest = Math.max(highest, from + (to - from) * Math.min(atMs / lengthMs, 1));
    onProgress?.(highest);
  };
}
