import type { RecordingAnswer, RecordingVersionAnswer } from '../../contract/http/recording.ts';
import type { SourceAnalysis } from '../../contract/analysis.ts';

const hash = 'a'.repeat(43);

/** What an analysis of a good minute of speech says; a test tells what is other. */
export function anAnalysis(other: Partial<SourceAnalysis> = {}): SourceAnalysis {
  return {
    durationMs: 60_000,
    format: 'wav',
    codec: 'pcm_s16le',
    sampleRate: 44_100,
    channels: 1,
    lufs: -20,
    loudnessRangeLu: 4,
    truePeakDb: -3,
    clippedShare: 0,
    dcOffset: 0,
    noiseFloorDb: -60,
    speechBandShare: 0.8,
    soundShare: 0.95,
    leadingSilenceMs: 0,
    trailingSilenceMs: 0,
    innerSilences: [],
    kind: 'speech',
    findings: [],
    mix: 'average',
    ...other,
  };
}

/** A version that waits for approval. */
export function aVersion(other: Partial<RecordingVersionAnswer> = {}): RecordingVersionAnswer {
  return {
    id: 'v1',
    number: 1,
    state: 'ready',
    reason: null,
    progress: null,
    source: { sha256: hash, bytes: 1_000_000, name: 'tin.wav' },
    trimStartMs: 0,
    trimEndMs: null,
    spokenText: null,
    speech: null,
    cuePoints: [],
    notBefore: null,
    expiresAt: null,
    contentHash: hash,
    analysis: anAnalysis(),
    renditions: [aRendition(60_000)],
    authorId: 'u1',
    authorName: 'Nguyễn Thị Lan',
    createdAt: 1_764_000_000_000,
    decisions: [],
    stateAt: 1_764_000_000_000,
    ...other,
  };
}

export function aRendition(durationMs: number): RecordingVersionAnswer['renditions'][number] {
  return {
    profile: 'mp3-48k',
    sha256: hash,
    bytes: durationMs * 6,
    durationMs,
    centiLufs: -1600,
    centiDbtp: -200,
    isOnTarget: true,
  };
}

/** A recording whose newest version is as told. */
export function aRecording(
  latest: Partial<RecordingVersionAnswer> = {},
  other: Partial<RecordingAnswer> = {},
): RecordingAnswer {
  return {
    id: 'r1',
    title: 'Vay vốn hộ nghèo',
    areaId: 'a1',
    programmeId: null,
    campaignId: null,
    partnerId: null,
    contributor: null,
    genre: null,
    language: 'vi',
    tags: [],
    transcript: null,
    kind: 'speech',
    isKindCorrected: false,
    authorId: 'u1',
    authorName: 'Nguyễn Thị Lan',
    createdAt: 1_764_000_000_000,
    archivedAt: null,
    latest: aVersion(latest),
    onAir: null,
    isDecidable: false,
    ...other,
  };
}
