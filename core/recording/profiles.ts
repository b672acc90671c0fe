/**
 * Names of the encodings that exist: `mp3-48k` (mono, 24 kHz, 48 kbit/s, shaped for horns) is the floor
 * for every endpoint, `opus-24k` the same sound for endpoints that decode it, `mp3-128k` flat for studios.
 */
export const profileNames = ['mp3-48k', 'opus-24k', 'mp3-128k'] as const;
export type ProfileName = (typeof profileNames)[number];
