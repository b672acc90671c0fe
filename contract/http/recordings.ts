import { z } from 'zod';
import { profileNames } from '../../core/recording/profiles.ts';
import { recordingKinds } from '../../core/recording/kind.ts';
import { recordingStates } from '../../core/recording/states.ts';
import { peaks } from '../analysis.ts';
import { route } from '../route.ts';
import { byId, countTo, epochMs, id, label, page, pageQuery } from '../scalar.ts';
import {
  approvalBody,
  cuePoints,
  filing,
  language,
  recording,
  recordingUses,
  recordingVersion,
  sendBackBody,
  tags,
} from './recording.ts';

export type { PinnedNote, RecordingAnswer, RecordingVersionAnswer } from './recording.ts';

const truth = z.stringbool();

/** What a list can be narrowed to; everything given must hold. */
export const recordingFilter = {
  state: z.enum(recordingStates).optional(),
  areaId: id.optional(),
  programmeId: id.optional(),
  campaignId: id.optional(),
  partnerId: id.optional(),
  authorId: id.optional(),
  language: language.optional(),
  kind: z.enum(recordingKinds).optional(),
  minMs: z.coerce.number().int().min(0).optional(),
  maxMs: z.coerce.number().int().min(0).optional(),
  /** Made in this span; `to` is not part of it. */
  from: z.coerce.number().pipe(epochMs).optional(),
  to: z.coerce.number().pipe(epochMs).optional(),
  /** On air, and its validity ends within a week. */
  expiring: truth.optional(),
  /** Waits for a decision that the asking person may make. */
  decidable: truth.optional(),
  /** Archived ones instead of the others. */
  archived: truth.optional(),
  /** Relays that were recorded instead of what people made. */
  relayed: truth.optional(),
  /** Words of title, text, tags, names; in any order, diacritics do not count, the last may be unfinished. */
  q: z.string().max(100).optional(),
};

const list = route({
  method: 'GET',
  path: '/api/v1/recordings',
  summary: 'The library, newest first',
  access: 'read',
  query: z.object({ ...pageQuery, ...recordingFilter, countTo: countTo.optional() }),
  answer: page(recording).extend({ total: z.int().optional() }),
  errors: ['cursor_invalid'],
});

/** What a new recording is called and where it belongs. */
export const newRecordingFields = z.object({
  ...filing,
  areaId: id,
  notBefore: epochMs.nullable().optional(),
  expiresAt: epochMs.nullable().optional(),
});
export type NewRecordingFields = z.output<typeof newRecordingFields>;

/** The same as texts of a form or of an upload's metadata; tags are separated by commas. */
export const newRecordingForm = z.preprocess(readForm, newRecordingFields);

function readForm(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) return form;
  const read: Record<string, unknown> = { ...form };
  for (const name of ['notBefore', 'expiresAt'])
    if (typeof read[name] === 'string') read[name] = Number(read[name]);
  if (typeof read['tags'] === 'string')
    read['tags'] = read['tags']
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
  return read;
}

const upload = route({
  method: 'POST',
  path: '/api/v1/recordings',
  summary: 'Upload one audio file with its fields before it',
  access: 'recording.write',
  bodyType: 'multipart',
  body: newRecordingForm,
  answer: recording,
  status: 201,
  errors: [
    'upload_missing',
    'upload_too_large',
    'upload_interrupted',
    'quota_full',
    'empty_file',
    'area_not_found',
    'programme_not_found',
    'campaign_not_found',
    'partner_not_found',
    'validity_invalid',
    'body_type_unsupported',
    'disk_full',
  ],
});

const speak = route({
  method: 'POST',
  path: '/api/v1/recordings/spoken',
  summary: 'Make a recording of a speech that is ready',
  access: 'recording.write',
  body: newRecordingFields.extend({ title: label, speechId: id }),
  answer: recording,
  status: 201,
  errors: [
    'speech_not_found',
    'speech_not_ready',
    'area_not_found',
    'programme_not_found',
    'campaign_not_found',
    'partner_not_found',
    'validity_invalid',
  ],
});

const get = route({
  method: 'GET',
  path: '/api/v1/recordings/:id',
  summary: 'One recording',
  access: 'read',
  params: byId,
  answer: recording,
  errors: ['recording_not_found'],
});

const listVersions = route({
  method: 'GET',
  path: '/api/v1/recordings/:id/versions',
  summary: 'Every version with its decisions, newest first',
  access: 'read',
  params: byId,
  answer: z.object({ items: z.array(recordingVersion) }),
  errors: ['recording_not_found'],
});

const listUses = route({
  method: 'GET',
  path: '/api/v1/recordings/:id/uses',
  summary: 'Where it is used',
  access: 'read',
  params: byId,
  answer: recordingUses,
  errors: ['recording_not_found'],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/recordings/:id',
  summary: 'File elsewhere; other trims or validity make a new version to be approved',
  access: 'recording.write',
  params: byId,
  body: z.object({
    ...filing,
    /** `null`: as the analysis says. */
    kind: z.enum(recordingKinds).nullable().optional(),
    notBefore: epochMs.nullable().optional(),
    expiresAt: epochMs.nullable().optional(),
    /** `null`: the whole source, its silent ends cut. */
    trim: z
      .object({ startMs: z.int().min(0), endMs: z.int().min(1) })
      .nullable()
      .optional(),
    cuePoints: cuePoints.optional(),
  }),
  answer: recording,
  errors: [
    'recording_not_found',
    'programme_not_found',
    'campaign_not_found',
    'partner_not_found',
    'validity_invalid',
    'trim_invalid',
    'recording_state_wrong',
  ],
});

const speakAgain = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/speech',
  summary: 'Put a speech that is ready in its place, as a new version',
  access: 'recording.write',
  params: byId,
  body: z.object({ speechId: id }),
  answer: recording,
  errors: ['recording_not_found', 'speech_not_found', 'speech_not_ready'],
});

const approve = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/approve',
  summary: 'Approve exactly the content that was heard',
  access: 'recording.approve',
  params: byId,
  body: approvalBody,
  answer: recording,
  errors: [
    'recording_not_found',
    'recording_state_wrong',
    'recording_archived',
    'recording_not_ready',
    'recording_changed',
    'approver_is_author',
    'recording_expired',
  ],
});

const sendBack = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/send-back',
  summary: 'Send back to the author with notes, on all of it or pinned at places',
  access: 'recording.approve',
  params: byId,
  body: sendBackBody,
  answer: recording,
  errors: [
    'recording_not_found',
    'recording_state_wrong',
    'recording_archived',
    'recording_changed',
    'approver_is_author',
  ],
});

const withdraw = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/withdraw',
  summary: 'Take off the air everywhere, at once',
  access: 'recording.approve',
  params: byId,
  body: z.object({ note: label }),
  answer: recording,
  errors: ['recording_not_found', 'recording_state_wrong'],
});

const retry = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/retry',
  summary: 'Check and transcode a failed recording again',
  access: 'recording.write',
  params: byId,
  answer: recording,
  errors: ['recording_not_found', 'recording_state_wrong'],
});

const archive = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/archive',
  summary: 'Put away; refused while a broadcast still plays it',
  access: 'recording.write',
  params: byId,
  answer: recording,
  errors: ['recording_not_found', 'recording_used'],
});

const restore = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/restore',
  summary: 'Take out of the archive',
  access: 'recording.write',
  params: byId,
  answer: recording,
  errors: ['recording_not_found'],
});

/** One change to many recordings; each stands or falls alone. */
const changeMany = route({
  method: 'POST',
  path: '/api/v1/recordings/bulk',
  summary: 'One change to up to 200 recordings',
  access: 'recording.write',
  body: z.object({
    ids: z.array(id).min(1).max(200),
    programmeId: id.nullable().optional(),
    campaignId: id.nullable().optional(),
    partnerId: id.nullable().optional(),
    language: language.optional(),
    addTags: tags.optional(),
    removeTags: tags.optional(),
    expiresAt: epochMs.nullable().optional(),
    archive: z.boolean().optional(),
  }),
  answer: z.object({
    items: z.array(
      z.object({ id, problem: z.object({ code: z.string(), detail: z.string() }).nullable() }),
    ),
  }),
  errors: ['programme_not_found', 'campaign_not_found', 'partner_not_found'],
});

const which = {
  of: z.enum(['rendition', 'source']).default('rendition'),
  versionId: id.optional(),
};

const audio = route({
  method: 'GET',
  path: '/api/v1/recordings/:id/audio',
  summary: 'Listen: the transcoded file, or the source; Range is understood',
  access: 'read',
  params: byId,
  query: z.object({ ...which, profile: z.enum(profileNames).default('mp3-48k') }),
  answer: 'audio/mpeg',
  errors: ['recording_not_found', 'recording_not_ready', 'range_invalid'],
});

const getPeaks = route({
  method: 'GET',
  path: '/api/v1/recordings/:id/peaks',
  summary: 'The outline of its sound, for drawing',
  access: 'read',
  params: byId,
  query: z.object(which),
  answer: z.object({ durationMs: z.int(), peaks }),
  errors: ['recording_not_found', 'recording_not_ready'],
});

export const recordingRoutes = {
  list,
  upload,
  speak,
  changeMany,
  get,
  listVersions,
  listUses,
  update,
  speakAgain,
  approve,
  sendBack,
  withdraw,
  retry,
  archive,
  restore,
  audio,
  getPeaks,
};
