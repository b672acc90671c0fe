/** How much a finding matters: what blocks leaves no recording, a warning is for staff to weigh. */
export type Severity = 'blocks' | 'warns' | 'informs';

/**
 * What an analysis may say of a source, with what its `value` means. The console has a sentence and a
 * hint for each.
 */
export const findingSeverities = {
  /** Nothing in the file can be decoded as sound. */
  not_audio: 'blocks',
  damaged_audio: 'blocks',
  silent_audio: 'blocks',
  audio_too_long: 'blocks',
  audio_too_short: 'blocks',
  empty_file: 'blocks',
  /** `value`: integrated loudness in LUFS. */
  very_quiet: 'warns',
  /** `value`: share of clipped samples in percent. */
  clipped: 'warns',
  /** `value`: noise floor in dBFS. */
  noisy: 'warns',
  /** `value`: mean offset in percent of full scale. */
  dc_offset: 'warns',
  /** The channels cancel each other; one of them is used. */
  opposed_channels: 'warns',
  /** One channel holds nothing; the other is used. `value`: its number, from 1. */
  silent_channel: 'informs',
  /** `value`: number of errors that decoding met. */
  decode_errors: 'warns',
  /** `value`: milliseconds between the promised end and the found one. */
  ends_early: 'warns',
  /** `value`: its length in ms; cut in the rendition. */
  leading_silence: 'informs',
  trailing_silence: 'informs',
  /** `value`: length in ms of the longest, which begins at `atMs`. */
  inner_silence: 'warns',
  /** So little is to be heard that it may be a mistake. `value`: share of sound in percent. */
  near_silence: 'warns',
  /** Hardly anything in the band that horns carry. `value`: share of energy in percent. */
  little_speech_band: 'warns',
  /** `value`: loudness range in LU. */
  wide_dynamics: 'informs',
  /** Pictures or video beside the sound were left out. */
  has_picture: 'informs',
  /** The rendition could not be brought to the target. `value`: its loudness in LUFS. */
  off_target: 'warns',
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof findingSeverities;
export const findingCodes = Object.keys(findingSeverities) as FindingCode[];

/** One remark about a source. */
export interface Finding {
  code: FindingCode;
  /** See the code; `null` where it has none. */
  value: number | null;
  /** Where in the source, in ms; `null` where it concerns all of it. */
  atMs: number | null;
}
