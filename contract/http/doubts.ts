import { z } from 'zod';
import { doubts } from '../../core/proof/doubt.ts';
import { hearings } from '../../core/station/hearing.ts';
import { route } from '../route.ts';
import { epochMs, id, occurrenceId, page, pageQuery } from '../scalar.ts';

/** A play that makes no sense: kept apart, counted nowhere. */
export const doubtfulPlay = z.object({
  playId: z.string(),
  endpointId: id,
  endpointName: z.string(),
  stationId: id,
  stationName: z.string(),
  occurrence: occurrenceId,
  title: z.string(),
  dueAt: epochMs,
  startedAt: epochMs.nullable(),
  endedAt: epochMs.nullable(),
  heardMs: z.int(),
  durationMs: z.int(),
  reason: z.string(),
  toTheEar: z.enum(hearings).nullable(),
  receivedAt: epochMs,
  doubt: z.enum(doubts),
  /** The play that it contradicts. */
  rival: z.string().nullable(),
  state: z.enum(['held', 'admitted', 'dismissed']),
  decidedBy: z.string().nullable(),
  decidedAt: epochMs.nullable(),
});
export type DoubtfulPlayAnswer = z.output<typeof doubtfulPlay>;

const list = route({
  method: 'GET',
  path: '/api/v1/plays/doubtful',
  summary: 'Proofs of play that make no sense, newest first, with the reason',
  access: 'proof.decide',
  query: z.object({
    ...pageQuery,
    state: z.enum(['held', 'admitted', 'dismissed']).default('held'),
  }),
  answer: page(doubtfulPlay),
});

const decide = route({
  method: 'POST',
  path: '/api/v1/plays/doubtful/:id/decide',
  summary: 'Let a doubtful play count after all, or dismiss it for good',
  access: 'proof.decide',
  params: z.object({ id: z.string().regex(/^[a-z0-9]{26}$/) }),
  body: z.object({ decision: z.enum(['admitted', 'dismissed']) }),
  status: 204,
  answer: z.null(),
  errors: ['play_not_found'],
});

const gaps = route({
  method: 'GET',
  path: '/api/v1/plays/gaps',
  summary: 'Numbers that are missing among the proofs of the last 31 days, by endpoint',
  access: 'proof.decide',
  answer: z.object({
    items: z.array(
      z.object({
        endpointId: id,
        endpointName: z.string(),
        stationName: z.string(),
        /** The first and the last that are missing. */
        from: z.int(),
        to: z.int(),
        /** When the one after them came. */
        at: epochMs,
      }),
    ),
  }),
});

export const doubtRoutes = { list, decide, gaps };
