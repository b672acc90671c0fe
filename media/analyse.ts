import type { Cut } from '../core/recording/cut.ts';
import { judgeChannels } from './analysis/channels.ts';
import { describe } from './analysis/describe.ts';
import type { SourceDescription } from './analysis/description.ts';
import { envelopeOf, type Envelope } from './analysis/envelope.ts';
import { levelsOf } from './analysis/levels.ts';
import { narrowSoundOf, type NarrowSound } from './analysis/narrow-sound.ts';
import { drawPeaks } from './analysis/peaks.ts';
import { stretchMs } from './analysis/silence.ts';
import { measureArguments, narrowRate, type Mix, type Span } from './chain.ts';
import type { ShapedSound } from './dynamics.ts';
import { MediaError } from './media-error.ts';
import { readMeters, type Meters } from './meters.ts';
import type { Probe } from './probe.ts';
import type { Profile } from './profile.ts';
import { measure, type Measurement, type RunOptions } from './run.ts';
import { heardSpan } from './span.ts';

/** What one decode of a source tells. */
export interface Analysis {
  /** Length as decoded. */
  durationMs: number;
  /** Which channels are to be heard. */
  mix: Mix;
  /** The cut after the profile's filters, in that mix. */
  shaped: ShapedSound;
  /** What of the shaped source is to be heard. */
  span: Span;
  /** Rate or channels change on the way: filters would begin again there. */
  isPatchwork: boolean;
  /** `null` unless it was wanted. */
  description: SourceDescription | null;
  /** Drawn like those of renditions; `null` unless the description was wanted. */
  peaks: string | null;
}

/** What `analyse` takes beside the file. */
export interface AnalyseOptions extends RunOptions {
  /** Longest sound that is accepted. */
  limitMs: number;
  cut: Cut | null;
  isAnalysisWanted: boolean;
}

// A microphone on a table is 40 dB down; below that there is nothing to be heard.
const greatestGainDb = 40;
// Less than that is a click: a switch, a door, the step at the start of an offset.
const leastHeardMs = 200;
const shortestMs = 500;
const errorsForgiven = 5;
const errorsForgivenPerSecond = 0.1;

/**
 * Decodes a source once, through the profile's filters, and judges it; twice where the channels
 * cancel each other.
 * @throws MediaError `not_audio`, `damaged_audio`, `silent_audio`, `audio_too_long`,
 * `audio_too_short`, `ffmpeg_timeout`, `ffmpeg_failed`.
 */
export async function analyse(
  path: string,
  probe: Probe,
  profile: Profile,
  options: AnalyseOptions,
): Promise<Analysis> {
  if (probe.promisedMs !== undefined && probe.promisedMs > options.limitMs) throw tooLong(options);
  const first = await decode(path, probe, profile, 'average', options);
  refuseDamaged(first, probe);
  const { durationMs, meters, measurement } = first;
  if (durationMs > options.limitMs) throw tooLong(options);
  refuseShort(durationMs, first.envelope, options.cut);
  const verdict = judgeChannels(meters.channels, meters.mixMeanDb);
  const reading = verdict.areOpposed
    ? await decode(path, probe, profile, verdict.mix, options)
    : first;
  const liftDb = verdict.isOnlyOneAlive ? 20 * Math.log10(probe.channels) : 0;
  const shaped = shapedOf(reading, liftDb);
  refuseSilent(shaped, profile);
  const circumstances = {
    decodeErrors: measurement.errorCount,
    missingMs: missing(durationMs, probe),
    areChannelsOpposed: verdict.areOpposed,
    isOneChannelSilent: verdict.isOnlyOneAlive && probe.channels === 2,
    hasPicture: probe.hasPicture,
  };
  const evidence = { probe, durationMs, mix: verdict.mix, liftDb, circumstances };
  return {
    durationMs,
    mix: verdict.mix,
    shaped,
    span: heardSpan(shaped, reading.narrow, options.cut, profile),
    isPatchwork: meters.parts > 1,
    description: options.isAnalysisWanted
      ? describe({ ...evidence, meters: reading.meters, narrow: reading.narrow })
      : null,
    peaks: options.isAnalysisWanted ? drawPeaks(lift(reading.narrow.peak, liftDb)) : null,
  };
}

interface Reading {
  measurement: Measurement;
  meters: Meters;
  durationMs: number;
  envelope: Envelope;
  narrow: NarrowSound;
}

async function decode(
  path: string,
  probe: Probe,
  profile: Profile,
  mix: Mix,
  options: AnalyseOptions,
): Promise<Reading> {
  // A second more than allowed is enough to see that it is too long.
  const atMost = ['-t', String(options.limitMs / 1_000 + 1)];
  const { cut, isAnalysisWanted } = options;
  const outputOptions = measureArguments(profile, {
    channels: probe.channels,
    mix,
    cut,
    isAnalysisWanted,
  });
  const envelope = envelopeOf(profile.sampleRate);
  const narrow = narrowSoundOf(narrowRate);
  let narrowBytes = 0;
  const takeNarrow = (chunk: Buffer) => {
    narrow.take(chunk);
    narrowBytes += chunk.length;
    options.onPosition?.((narrowBytes / 2 / narrowRate) * 1_000);
  };
  const onBytes = [envelope.take, takeNarrow];
  const measurement = await measure(path, atMost, outputOptions, { ...options, onBytes });
  const heard = narrow.finish();
  return {
    measurement,
    meters: readMeters(measurement.lines),
    durationMs: (heard.samples / narrowRate) * 1_000,
    envelope: envelope.finish(),
    narrow: heard,
  };
}

function shapedOf({ meters, envelope }: Reading, liftDb: number): ShapedSound {
  const lufs = meters.loudness.get('shaped')?.lufs ?? NaN;
  if (liftDb === 0) return { lufs, envelope };
  const power = lift(envelope.power, 2 * liftDb);
  return {
    lufs: lufs + liftDb,
    envelope: { ...envelope, power, peak: lift(envelope.peak, liftDb) },
  };
}

function lift(amplitudes: Float32Array, liftDb: number): Float32Array {
  const factor = 10 ** (liftDb / 20);
  return amplitudes.map((amplitude) => amplitude * factor);
}

function refuseDamaged({ measurement, durationMs, envelope }: Reading, probe: Probe): void {
  const { errorCount, succeeded } = measurement;
  if (durationMs === 0) {
    const isSound = probe.promisedMs !== undefined;
    throw isSound
      ? new MediaError('damaged_audio', 'nothing of the sound can be decoded')
      : new MediaError('not_audio', 'the file is not sound');
  }
  const missingMs = missing(durationMs, probe);
  if (missingMs > Math.max(1_000, 0.02 * durationMs)) {
    const detail = `the file ends ${Math.round(missingMs / 1_000)} s before its promised end`;
    throw new MediaError('damaged_audio', detail);
  }
  const forgiven = errorsForgiven + (durationMs / 1_000) * errorsForgivenPerSecond;
  if (!succeeded || errorCount > forgiven) {
    throw new MediaError('damaged_audio', `decoding met ${errorCount} errors`);
  }
  if (envelope.power.some((power) => !Number.isFinite(power))) {
    throw new MediaError('damaged_audio', 'some of its samples are no numbers');
  }
}

function refuseShort(durationMs: number, envelope: Envelope, cut: Cut | null): void {
  const heardMs = (envelope.samples / envelope.sampleRate) * 1_000;
  const what = cut ? 'the cut leaves' : 'the sound is';
  if (Math.min(durationMs, heardMs + 1) < shortestMs) {
    throw new MediaError('audio_too_short', `${what} only ${Math.round(heardMs)} ms long`);
  }
}

function refuseSilent({ lufs, envelope }: ShapedSound, profile: Profile): void {
  const lowestDb = profile.targetLufs - greatestGainDb;
  const framesPerStretch = Math.round(envelope.sampleRate / 20 / envelope.frameSamples);
  const levels = levelsOf(envelope.power, framesPerStretch);
  const heard = levels.filter((level) => level > lowestDb).length;
  if (!(lufs > lowestDb) || heard * stretchMs < leastHeardMs) {
    throw new MediaError('silent_audio', 'the recording holds silence');
  }
}

function missing(durationMs: number, { promisedMs }: Probe): number {
  return promisedMs === undefined ? 0 : promisedMs - durationMs;
}

function tooLong({ limitMs }: AnalyseOptions): MediaError {
  const detail = `the sound is longer than ${Math.round(limitMs / 1_000)} s`;
  return new MediaError('audio_too_long', detail);
}
