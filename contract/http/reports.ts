import { z } from 'zod';
import { route } from '../route.ts';
import { id, localDate } from '../scalar.ts';

/** What one line of the sums is about. */
export const playGroups = ['day', 'area', 'programme', 'broadcast'] as const;
export type PlayGroup = (typeof playGroups)[number];

/** Sums of proofs of play; one that came in pieces, split by a power cut, counts each piece. */
export const playSums = z.object({
  /** Proofs of something that sounded, and of something that did not. */
  sounded: z.int(),
  silent: z.int(),
  /** Of those that sounded: heard to the end, by the measure of the verdicts. */
  whole: z.int(),
  heardMs: z.int(),
  /** Of those that sounded: a microphone near the loudspeaker heard nothing of it. */
  unheard: z.int(),
});

export const playLine = playSums.extend({
  /** The day, or the id of area, programme or broadcast; `null`: filed under no programme. */
  key: z.string().nullable(),
  name: z.string().nullable(),
});
export type PlayLine = z.output<typeof playLine>;

const plays = route({
  method: 'GET',
  path: '/api/v1/reports/plays',
  summary: 'How much was played, by day, area, programme or broadcast; 366 days at most',
  access: 'read',
  query: z.object({
    from: localDate,
    to: localDate,
    /** With everything beneath it. */
    areaId: id.optional(),
    by: z.enum(playGroups).default('day'),
  }),
  answer: z.object({ total: playSums, items: z.array(playLine) }),
  errors: ['query_invalid'],
});

export const reportRoutes = { plays };
