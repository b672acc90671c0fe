import { z } from 'zod';
import { faultKinds } from '../../core/health/fault-kind.ts';
import { route } from '../route.ts';
import { byId, epochMs, id } from '../scalar.ts';

/** Of a photo that goes with a report. */
export const photoLimitBytes = 4 * 1024 * 1024;

const words = z.string().trim().normalize().max(1000);

export const fault = z.object({
  id,
  endpointId: id,
  endpointName: z.string(),
  areaId: id,
  stationId: id,
  stationName: z.string(),
  kind: z.enum(faultKinds),
  words: z.string(),
  hasPhoto: z.boolean(),
  /** By the clock of the phone on which it was written down, perhaps without a network. */
  seenAt: epochMs,
  receivedAt: epochMs,
  by: z.string(),
  settled: z.object({ at: epochMs, by: z.string(), words: z.string() }).nullable(),
});
export type FaultAnswer = z.output<typeof fault>;

const list = route({
  method: 'GET',
  path: '/api/v1/faults',
  summary: 'What people report of loudspeakers (báo hỏng), newest first; the open ones unless told',
  access: 'read',
  query: z.object({
    endpointId: id.optional(),
    settled: z.stringbool().default(false),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({ items: z.array(fault) }),
});

const report = route({
  method: 'POST',
  path: '/api/v1/faults',
  summary: 'Report that something is wrong with a loudspeaker; the same key twice is one report',
  access: 'fault.report',
  body: z.object({
    endpointId: id,
    kind: z.enum(faultKinds),
    words: words.default(''),
    seenAt: epochMs,
    /** The sender’s own name for it. */
    key: z.string().regex(/^[\w-]{8,64}$/),
  }),
  answer: fault,
  status: 201,
  errors: ['endpoint_not_found'],
});

const addPhoto = route({
  method: 'POST',
  path: '/api/v1/faults/:id/photo',
  summary:
    'Add a photo (JPEG, PNG or WebP, 4 MB) to a report of one’s own; a second one is left out',
  access: 'fault.report',
  params: byId,
  bodyType: 'multipart',
  body: z.object({}),
  answer: fault,
  errors: [
    ...(['fault_not_found', 'not_image', 'upload_missing', 'upload_too_large'] as const),
    ...(['upload_interrupted', 'empty_file', 'disk_full'] as const),
  ],
});

const photo = route({
  method: 'GET',
  path: '/api/v1/faults/:id/photo',
  summary: 'The photo of a report',
  access: 'read',
  params: byId,
  answer: 'image/jpeg',
  errors: ['fault_not_found'],
});

const settle = route({
  method: 'POST',
  path: '/api/v1/faults/:id/settle',
  summary: 'Say that a fault has been dealt with',
  access: 'fault.settle',
  params: byId,
  body: z.object({ words: words.default('') }),
  answer: fault,
  errors: ['fault_not_found'],
});

export const faultRoutes = { list, report, addPhoto, photo, settle };
