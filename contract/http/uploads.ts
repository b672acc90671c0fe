import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, sha256 } from '../scalar.ts';
import { recording } from './recording.ts';

/** Where tus 1.0 lives; uploads themselves speak that protocol, not this contract. */
export const uploadsPath = '/api/v1/uploads';

/**
 * Metadata of a tus upload: `filename`, the fields of a new recording as texts, and these. A recording's id
 * is in the header `Loa-Recording-Id` of the last answer, and of `HEAD` afterwards.
 */
export const uploadMetadata = {
  /** The recording whose new version this is; then no other field counts. */
  recordingId: id.optional(),
  /** Of the file, in base64url, where the sender knows it: a duplicate is refused before a byte is sent. */
  sha256: sha256.optional(),
  /** `1`: a new recording even if one has the same bytes. */
  again: z.literal('1').optional(),
};

export const upload = z.object({
  id,
  fileName: z.string(),
  lengthBytes: z.int(),
  /** How much has arrived. */
  offsetBytes: z.int(),
  state: z.enum(['receiving', 'whole', 'kept', 'duplicate', 'refused']),
  /** Why it was refused: a stable error code. */
  reason: z.string().nullable(),
  /** The recording that it became, or that has the same bytes already. */
  recordingId: id.nullable(),
  createdAt: epochMs,
  touchedAt: epochMs,
});
export type UploadAnswer = z.output<typeof upload>;

const list = route({
  method: 'GET',
  path: '/api/v1/my-uploads',
  summary: 'My uploads that are not in the library yet, newest first, and how much room is left',
  access: 'recording.write',
  answer: z.object({
    items: z.array(upload),
    /** `null`: no limit. */
    quota: z.object({
      usedBytes: z.int(),
      limitBytes: z.int().nullable(),
      fileLimitBytes: z.int(),
    }),
  }),
});

const keep = route({
  method: 'POST',
  path: '/api/v1/my-uploads/:id/keep',
  summary: 'Make a recording of a duplicate all the same; nothing is sent again',
  access: 'recording.write',
  params: byId,
  answer: recording,
  status: 201,
  errors: ['upload_not_found', 'upload_state_wrong'],
});

const discard = route({
  method: 'DELETE',
  path: '/api/v1/my-uploads/:id',
  summary: 'Forget an upload and what has arrived of it',
  access: 'recording.write',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['upload_not_found', 'upload_state_wrong'],
});

export const uploadRoutes = { list, keep, discard };
