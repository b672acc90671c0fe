import type { Finding, FindingCode } from '../../core/recording/findings.ts';
import type { Facts } from './description.ts';

/** What the decoder met beside the sound itself. */
export interface Circumstances {
  decodeErrors: number;
  /** Between the promised end and the found one. */
  missingMs: number;
  areChannelsOpposed: boolean;
  isOneChannelSilent: boolean;
  hasPicture: boolean;
}

// A microphone on a table reads so; somebody who speaks into it is ten louder.
const veryQuietLufs = -36;
// A handful of samples at full scale is a loud recording; this many in a thousand are heard.
const clippedShare = 0.000_5;
const dcOffset = 0.02;
// Speech that is so little over its own background strains whoever listens to a horn.
const noisyUnderLu = 14;
const leadingMs = 1_000;
const trailingMs = 2_000;
const innerMs = 4_000;
const nearSilenceShare = 0.15;
const speechBandShare = 0.15;
const wideRangeLu = 15;
const earlyMs = 200;

/** Everything about a source that staff should know, with thresholds that stand above. */
export function findingsOf(facts: Facts, circumstances: Circumstances): Finding[] {
  const { lufs, noiseFloorDb, loudnessRangeLu } = facts;
  const longest = facts.innerSilences.reduce(
    (most, silence) =>
      silence.endMs - silence.startMs > most.endMs - most.startMs ? silence : most,
    { startMs: 0, endMs: 0 },
  );
  const isNoisy =
    facts.kind === 'speech' &&
    lufs !== null &&
    noiseFloorDb !== null &&
    noiseFloorDb > lufs - noisyUnderLu;
  const innerLength = longest.endMs - longest.startMs;
  const found: [isSo: boolean, code: FindingCode, value?: number | null, atMs?: number][] = [
    [lufs !== null && lufs < veryQuietLufs, 'very_quiet', lufs],
    [facts.clippedShare > clippedShare, 'clipped', percent(facts.clippedShare)],
    [isNoisy, 'noisy', noiseFloorDb],
    [Math.abs(facts.dcOffset) > dcOffset, 'dc_offset', percent(facts.dcOffset)],
    [circumstances.areChannelsOpposed, 'opposed_channels'],
    [circumstances.isOneChannelSilent, 'silent_channel', facts.mix === 0 ? 2 : 1],
    [circumstances.decodeErrors > 0, 'decode_errors', circumstances.decodeErrors],
    [circumstances.missingMs > earlyMs, 'ends_early', Math.round(circumstances.missingMs)],
    [facts.leadingSilenceMs > leadingMs, 'leading_silence', facts.leadingSilenceMs, 0],
    [
      facts.trailingSilenceMs > trailingMs,
      'trailing_silence',
      facts.trailingSilenceMs,
      facts.durationMs - facts.trailingSilenceMs,
    ],
    [innerLength > innerMs, 'inner_silence', innerLength, longest.startMs],
    [facts.soundShare < nearSilenceShare, 'near_silence', percent(facts.soundShare)],
    [facts.speechBandShare < speechBandShare, 'little_speech_band', percent(facts.speechBandShare)],
    [loudnessRangeLu !== null && loudnessRangeLu > wideRangeLu, 'wide_dynamics', loudnessRangeLu],
    [circumstances.hasPicture, 'has_picture'],
  ];
  return found
    .filter(([isSo]) => isSo)
    .map(([, code, value = null, atMs]) => ({ code, value, atMs: atMs ?? null }));
}

function percent(share: number): number {
  return Math.round(share * 10_000) / 100;
}
