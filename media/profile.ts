/** How a recording is to sound and be stored. */
export interface Profile {
  name: string;
  extension: string;
  sampleRate: number;
  bitRate: number;
  encoder: string;
  /** Integrated loudness of the encoded mono file, EBU R 128. */
  targetLufs: number;
  toleranceLu: number;
  /** Highest true peak of the encoded file. */
  ceilingDbtp: number;
  /** Sample peak before encoding: leaves room for what sampling and encoding add. */
  limiterDb: number;
  /** What the encoder takes away and the gain gives back. */
  encoderLossDb: number;
  /** Bass does nothing but harm in a horn. */
  highPassHz: number;
  lowPassHz: number;
}

/** Which channels make the mono sound. */
export type Mix = 'average' | 'left';

/** What the render does to the sound beside the profile's fixed chain. */
export interface Levels {
  mix: Mix;
  gainDb: number;
  limiterDb: number;
}

/** The floor that every device decodes: MP3 mono 24 kHz 48 kbit/s, shaped for horn loudspeakers. */
export const mp3Horn48k: Profile = {
  name: 'mp3-48k',
  extension: 'mp3',
  sampleRate: 24_000,
  bitRate: 48_000,
  encoder: 'libmp3lame',
  targetLufs: -16,
  toleranceLu: 0.5,
  ceilingDbtp: -1.5,
  limiterDb: -2.8,
  // LAME scales its input by 0.95 at this rate.
  encoderLossDb: 0.45,
  highPassHz: 250,
  lowPassHz: 7_000,
};

/** Every profile by its name. */
export const profiles = { 'mp3-48k': mp3Horn48k } as const satisfies Record<string, Profile>;

/**
 * Arguments of the pass that measures a source after the profile's chain, before any gain.
 * The three `volumedetect` are told apart by `analyse.ts` by their names.
 */
export function analysisArguments(profile: Profile, channels: number, mix: Mix): string[] {
  const filters = [
    'volumedetect@source',
    mixFilter(channels, mix),
    'volumedetect@mix',
    ...shapeFilters(profile),
    'ebur128=framelog=verbose',
    // Filtering may lift a peak above full scale, where volumedetect cannot see.
    `volume=${-analysisHeadroomDb}dB`,
    'volumedetect@shaped',
  ];
  return ['-map', '0:a:0', '-af', filters.join(',')];
}

/** How much lower `volumedetect@shaped` reads. */
export const analysisHeadroomDb = 12;

/** Arguments of the pass that makes the file: the same input always gives the same bytes. */
export function renderArguments(profile: Profile, channels: number, levels: Levels): string[] {
  const filters = [
    mixFilter(channels, levels.mix),
    ...shapeFilters(profile),
    `volume=${levels.gainDb.toFixed(2)}dB`,
    `alimiter=limit=${levels.limiterDb.toFixed(2)}dB:level=0:attack=1:release=5:latency=1`,
  ];
  return [
    ...['-map', '0:a:0', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ...['-af', filters.join(','), '-ar', String(profile.sampleRate), '-ac', '1'],
    ...['-c:a', profile.encoder, '-b:a', String(profile.bitRate), '-f', profile.extension],
  ];
}

/** Arguments of the pass that measures an encoded file. */
export function verificationArguments(): string[] {
  return ['-map', '0:a:0', '-af', 'ebur128=peak=true:framelog=verbose'];
}

function mixFilter(channels: number, mix: Mix): string {
  if (mix === 'left') return 'pan=mono|c0=c0';
  // Equal parts that sum to one: `-ac 1` would add 3 dB and clip.
  const part = (1 / channels).toFixed(6);
  const parts = Array.from({ length: channels }, (_, channel) => `${part}*c${channel}`);
  return `pan=mono|c0=${parts.join('+')}`;
}

function shapeFilters(profile: Profile): string[] {
  return [
    'aformat=sample_fmts=fltp',
    `aresample=${profile.sampleRate}`,
    `highpass=f=${profile.highPassHz}`,
    `lowpass=f=${profile.lowPassHz}`,
  ];
}
