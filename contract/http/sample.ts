import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs } from '../scalar.ts';

export const sampleStages = ['none', 'loading', 'ready', 'failed'] as const;

const named = z.object({ kind: z.string(), name: z.string() });

const sample = z.object({
  /** `loading`: it is still spoken and checked; `failed`: it stands without its recordings. */
  stage: z.enum(sampleStages),
  loadedAt: epochMs.nullable(),
  /** Its area. */
  areaName: z.string().nullable(),
  stations: z.int(),
  recordings: z.int(),
  broadcasts: z.int(),
  /** What others made inside it: it goes away with it. The first few. */
  own: z.array(named),
  ownCount: z.int(),
  /** What outside of it makes use of it: as long as that is so, it stays. The first few. */
  leaning: z.array(named),
  leaningCount: z.int(),
});
export type SampleAnswer = z.output<typeof sample>;

const show = route({
  method: 'GET',
  path: '/api/v1/sample',
  summary: 'Sample data: whether it is loaded, and what its removal would take along',
  access: 'area.write',
  answer: sample,
});

const load = route({
  method: 'POST',
  path: '/api/v1/sample',
  summary: 'Load a sample district beneath the highest area, beside what is there',
  access: 'area.write',
  answer: sample,
  status: 201,
  errors: ['sample_there', 'area_code_taken', 'login_taken'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/sample',
  summary: 'Remove the sample district whole',
  access: 'area.write',
  /** With what others made inside it. */
  query: z.object({ withOwn: z.stringbool().default(false) }),
  answer: sample,
  errors: ['sample_missing', 'sample_holds_own', 'sample_in_use'],
});

export const sampleRoutes = { show, load, remove };
