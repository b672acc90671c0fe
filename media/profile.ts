import type { ProfileName } from '../core/recording/profiles.ts';

/** What a compressor does to a sound that was brought to `levelLufs` before. */
export interface Compressor {
  levelLufs: number;
  thresholdDb: number;
  ratio: number;
  /** Time constant of its detector, which follows the power up and down alike. */
  followMs: number;
}

/** How a recording is to sound and be stored: nothing but data. */
export interface Profile {
  name: ProfileName;
  extension: 'mp3' | 'opus';
  sampleRate: number;
  bitRate: number;
  encoder: string;
  encoderOptions: readonly string[];
  /** Integrated loudness of the encoded mono file, EBU R 128. */
  targetLufs: number;
  toleranceLu: number;
  /** Highest true peak of the encoded file. */
  ceilingDbtp: number;
  /** Sample peak before encoding: leaves room for what sampling and encoding add. */
  limiterDb: number;
  /** What the encoder takes away and the gain gives back. */
  encoderLossDb: number;
  /** What is left of the spectrum; `null` leaves it alone. */
  band: { highPassHz: number; lowPassHz: number } | null;
  compressor: Compressor | null;
}

const everywhere = { targetLufs: -16, toleranceLu: 0.5, ceilingDbtp: -1.5 } as const;

// Bass does nothing but harm in a horn; above 7 kHz it gives nothing. A few dB of compression bring
// the ends of sentences over the wind.
const horn = {
  ...everywhere,
  sampleRate: 24_000,
  band: { highPassHz: 250, lowPassHz: 7_000 },
  compressor: { levelLufs: -20, thresholdDb: -22, ratio: 2, followMs: 40 },
} as const;

// LAME scales its input by 0.95.
const lameLossDb = 0.45;

/** The floor that every device decodes: MP3 mono 24 kHz 48 kbit/s, shaped for horn loudspeakers. */
export const mp3Horn48k: Profile = {
  ...horn,
  name: 'mp3-48k',
  extension: 'mp3',
  bitRate: 48_000,
  encoder: 'libmp3lame',
  // What one frame saves, the next would spend on peaks: up to half a decibel more of them.
  encoderOptions: ['-reservoir', '0'],
  limiterDb: -3.6,
  encoderLossDb: lameLossDb,
};

/** The same sound in half the bytes, for devices that decode Opus. */
export const opusHorn24k: Profile = {
  ...horn,
  name: 'opus-24k',
  extension: 'opus',
  bitRate: 24_000,
  encoder: 'libopus',
  // Above 6 the encoder takes three to four times as long for what no horn gives.
  encoderOptions: ['-compression_level', '6', '-vbr', 'on'],
  limiterDb: -4,
  encoderLossDb: 0,
};

/**
 * For studios and partners: the whole spectrum, no compression. Mono like all others, so that one
 * loudness means one thing and nothing can vanish between the channels on the way to a transmitter.
 */
export const mp3Flat128k: Profile = {
  ...everywhere,
  name: 'mp3-128k',
  extension: 'mp3',
  sampleRate: 44_100,
  bitRate: 128_000,
  encoder: 'libmp3lame',
  encoderOptions: [],
  limiterDb: -2,
  encoderLossDb: lameLossDb,
  band: null,
  compressor: null,
};

/** Every profile by its name. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  'mp3-48k': mp3Horn48k,
  'opus-24k': opusHorn24k,
  'mp3-128k': mp3Flat128k,
};
