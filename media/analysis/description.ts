import type { Finding } from '../../core/recording/findings.ts';
import type { RecordingKind } from '../../core/recording/kind.ts';
import type { Mix } from '../chain.ts';

/** What an analysis tells of a source; levels are `null` where they cannot be measured. */
export interface SourceDescription {
  durationMs: number;
  format: string;
  codec: string;
  sampleRate: number;
  channels: number;
  lufs: number | null;
  loudnessRangeLu: number | null;
  truePeakDb: number | null;
  clippedShare: number;
  dcOffset: number;
  noiseFloorDb: number | null;
  speechBandShare: number;
  soundShare: number;
  leadingSilenceMs: number;
  trailingSilenceMs: number;
  innerSilences: { startMs: number; endMs: number }[];
  kind: RecordingKind;
  findings: Finding[];
  mix: Mix;
}

/** What a description without its findings is. */
export type Facts = Omit<SourceDescription, 'findings'>;
