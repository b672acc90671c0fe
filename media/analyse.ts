import { MediaError } from './media-error.ts';
import type { Probe } from './probe.ts';
import { analysisArguments, analysisHeadroomDb, type Mix, type Profile } from './profile.ts';
import { measure, type Measurement, type RunOptions } from './run.ts';

/** Something worth knowing about a source that was accepted. */
export type Finding =
  'opposed_channels' | 'clipped' | 'very_quiet' | 'decode_errors' | 'ends_early';

/** What one full decode of a source tells. */
export interface Analysis {
  /** Length as decoded. */
  durationMs: number;
  /** Which mix was measured: the left channel where the channels cancel each other. */
  mix: Mix;
  /** Integrated loudness after the profile's mix and filters. */
  lufs: number;
  /** Sample peak after the profile's mix and filters; may be above 0. */
  shapedPeakDb: number;
  /** Sample peak of the source. */
  peakDb: number;
  decodeErrors: number;
  findings: Finding[];
}

/** What `analyse` takes beside the file. */
export interface AnalyseOptions extends RunOptions {
  /** Longest sound that is accepted. */
  limitMs: number;
}

// A microphone on a table is 40 dB down; below that there is nothing to be heard.
const greatestGainDb = 40;
const quietGainDb = 20;
const shortestMs = 500;
// A mix this far below its channels has lost them to each other; independent channels lose 3 dB.
const cancelledDb = 12;
const clippedPeakDb = -0.1;
const errorsForgiven = 5;
const errorsForgivenPerSecond = 0.1;

/**
 * Decodes a source once, through the profile's chain, and judges it.
 * @throws MediaError `not_audio`, `damaged_audio`, `silent_audio`, `audio_too_long`,
 * `audio_too_short`, `ffmpeg_timeout`.
 */
export async function analyse(
  path: string,
  probe: Probe,
  profile: Profile,
  options: AnalyseOptions,
): Promise<Analysis> {
  if (probe.promisedMs !== undefined && probe.promisedMs > options.limitMs) throw tooLong(options);
  const first = await decode(path, probe, profile, 'average', options);
  const cancelled = probe.channels > 1 && first.sourceMeanDb - first.mixMeanDb > cancelledDb;
  const reading = cancelled ? await decode(path, probe, profile, 'left', options) : first;
  const { measurement, durationMs } = reading;
  refuseDamaged(measurement, durationMs, probe);
  if (durationMs > options.limitMs) throw tooLong(options);
  if (durationMs < shortestMs) {
    throw new MediaError('audio_too_short', `the sound is only ${Math.round(durationMs)} ms long`);
  }
  if (!(reading.lufs > profile.targetLufs - greatestGainDb)) {
    throw new MediaError('silent_audio', 'the recording holds silence');
  }
  return {
    durationMs,
    mix: cancelled ? 'left' : 'average',
    lufs: reading.lufs,
    shapedPeakDb: reading.shapedPeakDb,
    peakDb: reading.sourcePeakDb,
    decodeErrors: measurement.errorCount,
    findings: findingsOf(reading, cancelled, probe, profile),
  };
}

interface Reading {
  measurement: Measurement;
  durationMs: number;
  lufs: number;
  sourceMeanDb: number;
  mixMeanDb: number;
  sourcePeakDb: number;
  shapedPeakDb: number;
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
  const filters = analysisArguments(profile, probe.channels, mix);
  const measurement = await measure(path, atMost, filters, options);
  const text = measurement.lines.join('\n');
  return {
    measurement,
    durationMs: (measurement.samples / profile.sampleRate) * 1_000,
    lufs: readNumber(text, /^\s+I:\s+(\S+) LUFS/m),
    sourceMeanDb: readNumber(text, /volumedetect@source .*mean_volume: (\S+) dB/),
    mixMeanDb: readNumber(text, /volumedetect@mix .*mean_volume: (\S+) dB/),
    sourcePeakDb: readNumber(text, /volumedetect@source .*max_volume: (\S+) dB/),
    shapedPeakDb:
      readNumber(text, /volumedetect@shaped .*max_volume: (\S+) dB/) + analysisHeadroomDb,
  };
}

function refuseDamaged(measurement: Measurement, durationMs: number, probe: Probe): void {
  const { errorCount, succeeded, samples } = measurement;
  if (samples === 0) {
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
}

function findingsOf(
  reading: Reading,
  cancelled: boolean,
  probe: Probe,
  profile: Profile,
): Finding[] {
  const found: [Finding, boolean][] = [
    ['opposed_channels', cancelled],
    ['clipped', reading.sourcePeakDb > clippedPeakDb],
    ['very_quiet', profile.targetLufs - reading.lufs > quietGainDb],
    ['decode_errors', reading.measurement.errorCount > 0],
    ['ends_early', missing(reading.durationMs, probe) > 200],
  ];
  return found.filter(([, isSo]) => isSo).map(([finding]) => finding);
}

function missing(durationMs: number, { promisedMs }: Probe): number {
  return promisedMs === undefined ? 0 : promisedMs - durationMs;
}

function tooLong({ limitMs }: AnalyseOptions): MediaError {
  const detail = `the sound is longer than ${Math.round(limitMs / 1_000)} s`;
  return new MediaError('audio_too_long', detail);
}

/** NaN for `nan` and for what was not printed, which no comparison accepts. */
function readNumber(text: string, pattern: RegExp): number {
  const value = pattern.exec(text)?.[1];
  return value === '-inf' ? -Infinity : Number(value ?? NaN);
}
