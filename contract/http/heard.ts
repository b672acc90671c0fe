import { z } from 'zod';
import { verdicts } from '../../core/verdict/verdict.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, localDate, occurrenceId } from '../scalar.ts';

/** A step of why something sounds somewhere, or not. */
export const explainStep = z.object({
  step: z.enum([
    ...(['rule', 'targets', 'approval', 'offer', 'decision'] as const),
    ...(['placement', 'delivered', 'verdict'] as const),
  ]),
  ok: z.boolean().nullable(),
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** What endpoints with the same day hear, and what not, in order of time; what has no place in it comes last. */
export const heardGroup = z.object({
  endpoints: z.array(z.object({ id, name: z.string(), areaId: id })),
  /** How many of them say that they hold that day's audio. */
  holding: z.int(),
  lines: z.array(
    z.object({
      occurrence: occurrenceId,
      title: z.string(),
      airs: z.boolean(),
      startsAt: epochMs.nullable(),
      durationMs: z.int(),
      /** From its rule to its place in the day. */
      steps: z.array(explainStep),
      /** At how many of them it was stopped. */
      stopped: z.int(),
      /** What became of it, at how many of them. */
      verdicts: z.array(
        z.object({
          verdict: z.enum(verdicts),
          endpoints: z.int(),
          /** At how many of these the microphone heard nothing. */
          unheard: z.int(),
        }),
      ),
    }),
  ),
});
export type HeardGroup = z.output<typeof heardGroup>;

export const heard = route({
  method: 'GET',
  path: '/api/v1/stations/:id/heard',
  summary:
    'What a station is to hear on a day and what not, and why: endpoints that hear the same together',
  access: 'read',
  params: byId,
  query: z.object({ date: localDate }),
  answer: z.object({ groups: z.array(heardGroup) }),
  errors: ['station_not_found'],
});
