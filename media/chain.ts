import type { Cut } from '../core/recording/cut.ts';
import type { Compressor, Profile } from './profile.ts';

/** Which channels make the mono sound: `average`, or the number of one, from 0. */
export type Mix = 'average' | number;

/** What the render does to the sound beside the profile's fixed chain. */
export interface Levels {
  mix: Mix;
  /** Which samples of the shaped sound are heard, at the profile's rate. */
  span: Span;
  /** Before the compressor. */
  preGainDb: number;
  /** After it. */
  gainDb: number;
  limiterDb: number;
}

/** Samples from `start` to before `end`. */
export interface Span {
  start: number;
  end: number;
}

/** What a measuring run is to find out. */
export interface MeasureOptions {
  channels: number;
  mix: Mix;
  cut: Cut | null;
  /** Also loudness and true peak of the source, which cost as much as all the rest. */
  isAnalysisWanted: boolean;
}

/** Rate of the narrow mono sound that the analysis looks at: what a telephone would carry. */
export const narrowRate = 8_000;

// From here on what lies between the samples is little.
const enoughRate = 44_100;
const fadeMs = 15;
// A constant offset is no sound, but takes the room of one; below this nobody hears.
const offsetHz = 15;
// What a file is called stays out of ours, and out of the log that is read for numbers.
const nameless = ['-map_metadata', '-1', '-map_chapters', '-1'];

/**
 * Arguments of the run that measures a source, in one decode. Sound goes to two pipes: 3 takes the
 * cut after the profile's filters, before any gain (32-bit float), 4 the whole source at
 * `narrowRate` (16 bit). The meters are told apart by their names.
 */
export function measureArguments(profile: Profile, options: MeasureOptions): string[] {
  const { channels, mix, cut, isAnalysisWanted } = options;
  const meter = isAnalysisWanted ? 'ebur128@source=peak=true:framelog=verbose,' : '';
  const span = cut ? `${trim(spanOf(cut, profile))},` : '';
  const graph = [
    // Whatever it was stored as: nothing is clipped before it is measured.
    '[0:a:0]aformat=sample_fmts=fltp,asplit=2[channels][sound]',
    // 16 bit, so that what is above full scale counts as clipped.
    `[channels]aformat=sample_fmts=s16,${channelStatistics},anullsink`,
    `[sound]${mixFilter(channels, mix)},asplit=3[whole][plain][shaping]`,
    `[whole]${meter}volumedetect@mix,anullsink`,
    `[plain]aresample=${narrowRate},aformat=sample_fmts=s16[narrow]`,
    `[shaping]${shapeFilters(profile).join(',')},${span}ebur128@shaped=framelog=verbose,aformat=sample_fmts=flt[shaped]`,
  ];
  return [
    ...['-filter_complex', graph.join(';')],
    ...['-map', '[shaped]', ...nameless, '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:3'],
    ...['-map', '[narrow]', ...nameless, '-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:4'],
  ];
}

const channelStatistics =
  'astats@channels=measure_overall=none:measure_perchannel=DC_offset+RMS_level+Peak_level+Peak_count';

/** Arguments that write a source as plain sound, whatever its parts are. */
export function straightenArguments(sampleRate: number, channels: number): string[] {
  const format = ['-ar', String(Math.min(sampleRate, 48_000)), '-ac', String(channels)];
  return ['-map', '0:a:0', ...nameless, ...format, '-c:a', 'pcm_s16le', '-f', 'w64'];
}

/** Arguments of the run that makes the file: the same input always gives the same bytes. */
export function renderArguments(profile: Profile, channels: number, levels: Levels): string[] {
  const filters = [
    'aformat=sample_fmts=fltp',
    mixFilter(channels, levels.mix),
    ...shapeFilters(profile),
    trim(levels.span),
    ...fades(levels.span, profile),
    ...compressorFilters(profile.compressor, levels.preGainDb),
    `volume=${levels.gainDb.toFixed(2)}dB`,
    ...limiterFilters(profile, levels.limiterDb),
  ];
  return [
    ...['-map', '0:a:0', ...nameless],
    ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-af', filters.join(',')],
    ...['-ar', String(profile.sampleRate), '-ac', '1', '-c:a', profile.encoder],
    ...[...profile.encoderOptions, '-b:a', String(profile.bitRate), '-f', profile.extension],
  ];
}

/** Arguments of the run that measures an encoded file; its samples go to pipe 3, 8 bits each. */
export function verificationArguments(profile: Profile): string[] {
  const filters = `aresample=${profile.sampleRate},ebur128@encoded=peak=true:framelog=verbose`;
  return ['-map', '0:a:0', ...nameless, '-af', filters, '-c:a', 'pcm_u8', '-f', 'u8', 'pipe:3'];
}

/** The filters that every sound of a profile goes through before its level is looked at. */
export function shapeFilters({ sampleRate, band }: Profile): string[] {
  const resample = `aresample=${sampleRate}`;
  return band
    ? [resample, `highpass=f=${band.highPassHz}`, `lowpass=f=${band.lowPassHz}`]
    : [resample, `highpass=f=${offsetHz}`];
}

/** The compressor of a profile, which looks at a sound that was brought to its level. */
export function compressorFilters(compressor: Compressor | null, preGainDb: number): string[] {
  if (!compressor) return [];
  const { thresholdDb, ratio, followMs } = compressor;
  // This filter's times are four time constants.
  const times = `attack=${followMs * 4}:release=${followMs * 4}`;
  return [
    `volume=${preGainDb.toFixed(2)}dB`,
    `acompressor=threshold=${thresholdDb}dB:ratio=${ratio}:${times}:makeup=1:knee=${kneeFactor}:detection=rms`,
  ];
}

/** At 24 kHz a hiss peaks up to 3 dB between the samples, where a limiter does not look. */
function limiterFilters({ sampleRate }: Profile, limiterDb: number): string[] {
  const limiter = `alimiter=limit=${limiterDb.toFixed(2)}dB:level=0:attack=1:release=5:latency=1`;
  if (sampleRate >= enoughRate) return [limiter];
  return [`aresample=${2 * sampleRate}`, limiter, `aresample=${sampleRate}`];
}

/** How far its knee reaches to either side of the threshold, as a factor of power. */
export const kneeFactor = 2.82843;

/** A cut in samples of the profile. */
export function spanOf(cut: Cut, { sampleRate }: Profile): Span {
  const at = (ms: number) => Math.round((ms * sampleRate) / 1_000);
  return { start: at(cut.startMs), end: at(cut.endMs) };
}

function mixFilter(channels: number, mix: Mix): string {
  if (mix !== 'average') return `pan=mono|c0=c${mix}`;
  // Equal parts that sum to one: `-ac 1` would add 3 dB and clip.
  const part = (1 / channels).toFixed(6);
  const parts = Array.from({ length: channels }, (_, channel) => `${part}*c${channel}`);
  return `pan=mono|c0=${parts.join('+')}`;
}

/** Counts decoded samples: what a file says about its own times has no part in it. */
function trim({ start, end }: Span): string {
  return `atrim=start_sample=${start}:end_sample=${end},asetpts=N/SR/TB`;
}

function fades({ start, end }: Span, { sampleRate }: Profile): string[] {
  const samples = Math.round((fadeMs * sampleRate) / 1_000);
  const last = Math.max(0, end - start - samples);
  return [`afade=t=in:ns=${samples}`, `afade=t=out:ss=${last}:ns=${samples}`];
}
