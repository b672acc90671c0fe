import { z } from 'zod';
import { findingCodes, type FindingCode } from '../core/recording/findings.ts';
import { recordingKinds } from '../core/recording/kind.ts';

const decibels = z.number().nullable();

export const finding = z.object({
  code: z.enum(findingCodes as [FindingCode, ...FindingCode[]]),
  /** Its meaning and unit depend on the code. */
  value: z.number().nullable(),
  atMs: z.number().nullable(),
});

const stretch = z.object({ startMs: z.int(), endMs: z.int() });

/** What one decode of a source tells; levels are `null` where they cannot be measured. */
export const sourceAnalysis = z.object({
  /** Length as decoded. */
  durationMs: z.int(),
  format: z.string().max(100),
  codec: z.string().max(100),
  sampleRate: z.int(),
  channels: z.int(),
  /** Integrated loudness (LUFS) and loudness range (LU), EBU R 128, of the mono mix. */
  lufs: decibels,
  loudnessRangeLu: decibels,
  /** True peak in dBTP. */
  truePeakDb: decibels,
  /** Share of samples at full scale, 0 to 1. */
  clippedShare: z.number(),
  /** Mean of the samples, -1 to 1. */
  dcOffset: z.number(),
  noiseFloorDb: decibels,
  /** Share of the energy between 300 and 3,400 Hz, 0 to 1. */
  speechBandShare: z.number(),
  /** Share of the length that is not silence, 0 to 1. */
  soundShare: z.number(),
  leadingSilenceMs: z.int(),
  trailingSilenceMs: z.int(),
  /** The longest silences inside, at most ten. */
  innerSilences: z.array(stretch).max(10),
  kind: z.enum(recordingKinds),
  findings: z.array(finding).max(50),
  /** Which channels make the mono sound: `average`, or the number of one, from 0. */
  mix: z.union([z.literal('average'), z.int().min(0)]),
});
export type SourceAnalysis = z.output<typeof sourceAnalysis>;

/** Highest absolute sample of equal stretches of a sound, 0 to 127, one byte each, base64. */
export const peaks = z.string().max(12_000);
