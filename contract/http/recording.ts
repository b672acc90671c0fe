import { z } from 'zod';
import { languageTags, type LanguageTag } from '../../core/recording/languages.ts';
import { profileNames } from '../../core/recording/profiles.ts';
import { recordingKinds } from '../../core/recording/kind.ts';
import { recordingStates } from '../../core/recording/states.ts';
import { sourceAnalysis } from '../analysis.ts';
import { epochMs, id, label, sha256 } from '../scalar.ts';

export const language = z.enum(languageTags as [LanguageTag, ...LanguageTag[]]);
export const tags = z.array(z.string().trim().normalize().min(1).max(40)).max(20);
export const cuePoints = z
  .array(z.object({ atMs: z.int().min(0), label: z.string().trim().normalize().max(100) }))
  .max(100);
export const rendition = z.object({
  profile: z.enum(profileNames),
  sha256,
  bytes: z.int(),
  durationMs: z.int(),
  /** Integrated loudness and true peak of the encoded file, in hundredths of LUFS and dBTP. */
  centiLufs: z.int(),
  centiDbtp: z.int(),
  isOnTarget: z.boolean(),
});

/** An approver's word on a place in the source, in ms. */
export const pinnedNote = z.object({ atMs: z.int().min(0), note: label });
export type PinnedNote = z.output<typeof pinnedNote>;

/** What was heard, so that nothing else is decided on, and what is said of it. */
export const approvalBody = z.object({
  versionId: id,
  contentHash: sha256,
  note: label.optional(),
  notes: z.array(pinnedNote).max(100).default([]),
});

export const sendBackBody = approvalBody.refine(
  ({ note, notes }) => note !== undefined || notes.length > 0,
  { path: ['note'], message: 'says nothing' },
);

/** An approver's word on a version. */
export const decision = z.object({
  decision: z.enum(['approved', 'returned', 'withdrawn']),
  by: z.string(),
  at: epochMs,
  /** On all of it. */
  note: z.string().nullable(),
  /** In order of place. */
  notes: z.array(pinnedNote),
});

/** One version: what was uploaded, how far it is, and what an approver would answer for. */
export const recordingVersion = z.object({
  id,
  number: z.int(),
  state: z.enum(recordingStates),
  /** A stable error code and a sentence, where the state needs a reason. */
  reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
  /** 0 to 1 while a worker is at it. */
  progress: z.number().nullable(),
  source: z.object({ sha256, bytes: z.int(), name: z.string() }),
  /** Positions in the source, in ms; `trimEndMs` `null`: the whole source, its silent ends cut. */
  trimStartMs: z.int(),
  trimEndMs: z.int().nullable(),
  spokenText: z.string().nullable(),
  speech: z.object({ voice: z.string(), wordsPerMinute: z.int(), said: z.string() }).nullable(),
  cuePoints,
  notBefore: epochMs.nullable(),
  expiresAt: epochMs.nullable(),
  /** SHA-256 of source, trims, spoken text and validity: what an approval names. */
  contentHash: sha256,
  /** `null` until a worker has listened to the source. */
  analysis: sourceAnalysis.nullable(),
  renditions: z.array(rendition),
  authorId: id,
  authorName: z.string(),
  createdAt: epochMs,
  /** Newest first. */
  decisions: z.array(decision),
  stateAt: epochMs,
});
export type RecordingVersionAnswer = z.output<typeof recordingVersion>;

export const recording = z.object({
  id,
  title: z.string(),
  areaId: id,
  programmeId: id.nullable(),
  campaignId: id.nullable(),
  partnerId: id.nullable(),
  contributor: z.string().nullable(),
  genre: z.string().nullable(),
  language,
  tags,
  transcript: z.string().nullable(),
  /** Staff's word, or else what the analysis heard; `null` while nobody knows. */
  kind: z.enum(recordingKinds).nullable(),
  isKindCorrected: z.boolean(),
  authorId: id,
  authorName: z.string(),
  createdAt: epochMs,
  archivedAt: epochMs.nullable(),
  /** The newest version. */
  latest: recordingVersion,
  /** The version that airs, if any: it stays until a newer one is approved or it is withdrawn. */
  onAir: recordingVersion.nullable(),
  /** Whether the asking person may decide on the newest version: an approver here who made no part of it. */
  isDecidable: z.boolean(),
});
export type RecordingAnswer = z.output<typeof recording>;

/** Free text that a person typed. */
const prose = z.string().trim().normalize().max(20_000);

/** How a recording may be called and filed. */
export const filing = {
  title: label.optional(),
  programmeId: id.nullable().optional(),
  campaignId: id.nullable().optional(),
  partnerId: id.nullable().optional(),
  /** Who is to be paid for it. */
  contributor: label.nullable().optional(),
  /** As the rates of royalties call it. */
  genre: label.nullable().optional(),
  language: language.optional(),
  tags: tags.optional(),
  transcript: prose.nullable().optional(),
};

/** A broadcast that plays a recording. */
export const recordingUse = z.object({
  broadcastId: id,
  title: z.string(),
  state: z.enum(['active', 'withdrawn']),
  firstDate: z.string(),
  lastDate: z.string().nullable(),
  /** When it is next to sound anywhere, as far as playlists are compiled. */
  nextAt: epochMs.nullable(),
});

export const recordingUses = z.object({
  items: z.array(recordingUse),
  /** Broadcasts that the asking person may not read. */
  elsewhere: z.int(),
});
