import { z } from 'zod';
import { recordingStates } from '../../core/recording/states.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, label, page, pageQuery, sha256 } from '../scalar.ts';

export const rendition = z.object({
  profile: z.enum(['mp3-48k']),
  sha256,
  bytes: z.int(),
  durationMs: z.int(),
  /** Integrated loudness and true peak of the encoded file, in hundredths of LUFS and dBTP. */
  centiLufs: z.int(),
  centiDbtp: z.int(),
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
  notBefore: epochMs.nullable(),
  expiresAt: epochMs.nullable(),
  /** SHA-256 of source, trims, spoken text and validity: what an approval names. */
  contentHash: sha256,
  renditions: z.array(rendition),
  authorId: id,
  decidedBy: z.string().nullable(),
  decidedAt: epochMs.nullable(),
  note: z.string().nullable(),
  stateAt: epochMs,
});
export type RecordingVersionAnswer = z.output<typeof recordingVersion>;

export const recording = z.object({
  id,
  title: z.string(),
  areaId: id,
  programmeId: id.nullable(),
  authorId: id,
  authorName: z.string(),
  createdAt: epochMs,
  /** The newest version. */
  latest: recordingVersion,
  /** The version that airs, if any: it stays until a newer one is approved or it is withdrawn. */
  onAir: recordingVersion.nullable(),
});
export type RecordingAnswer = z.output<typeof recording>;

const list = route({
  method: 'GET',
  path: '/api/v1/recordings',
  summary: 'The library, newest first',
  access: 'read',
  query: z.object({
    ...pageQuery,
    state: z.enum(recordingStates).optional(),
    programmeId: id.optional(),
    q: z.string().max(100).optional(),
  }),
  answer: page(recording),
});

const upload = route({
  method: 'POST',
  path: '/api/v1/recordings',
  summary: 'Upload one audio file with its fields before it',
  access: 'recording.write',
  bodyType: 'multipart',
  body: z.object({
    title: label.optional(),
    areaId: id,
    programmeId: id.optional(),
    notBefore: z.coerce.number().pipe(epochMs).optional(),
    expiresAt: z.coerce.number().pipe(epochMs).optional(),
  }),
  answer: recording,
  status: 201,
  errors: [
    'upload_missing',
    'upload_too_large',
    'upload_interrupted',
    'empty_file',
    'area_not_found',
    'programme_not_found',
    'validity_invalid',
    'body_type_unsupported',
    'disk_full',
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

const update = route({
  method: 'PATCH',
  path: '/api/v1/recordings/:id',
  summary: 'Rename or file elsewhere; a change of validity makes a new version to be approved',
  access: 'recording.write',
  params: byId,
  body: z.object({
    title: label.optional(),
    programmeId: id.nullable().optional(),
    notBefore: epochMs.nullable().optional(),
    expiresAt: epochMs.nullable().optional(),
  }),
  answer: recording,
  errors: [
    'recording_not_found',
    'programme_not_found',
    'validity_invalid',
    'recording_state_wrong',
  ],
});

const decision = { versionId: id, contentHash: sha256 };

const approve = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/approve',
  summary: 'Approve exactly the content that was heard',
  access: 'recording.approve',
  params: byId,
  body: z.object(decision),
  answer: recording,
  errors: [
    'recording_not_found',
    'recording_state_wrong',
    'recording_changed',
    'approver_is_author',
    'recording_expired',
  ],
});

const sendBack = route({
  method: 'POST',
  path: '/api/v1/recordings/:id/send-back',
  summary: 'Send back to the author with a note',
  access: 'recording.approve',
  params: byId,
  body: z.object({ ...decision, note: label }),
  answer: recording,
  errors: [
    'recording_not_found',
    'recording_state_wrong',
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

const audio = route({
  method: 'GET',
  path: '/api/v1/recordings/:id/audio',
  summary: 'Listen: the transcoded file, or the source; Range is understood',
  access: 'read',
  params: byId,
  query: z.object({
    of: z.enum(['rendition', 'source']).default('rendition'),
    versionId: id.optional(),
  }),
  answer: 'audio/mpeg',
  errors: ['recording_not_found', 'recording_not_ready', 'range_invalid'],
});

export const recordingRoutes = {
  list,
  upload,
  get,
  update,
  approve,
  sendBack,
  withdraw,
  retry,
  audio,
};
