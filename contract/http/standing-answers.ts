import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, page, pageQuery } from '../scalar.ts';

/** Said once for always to what an area asks of a station. */
export const standingAnswer = z.object({
  id,
  stationId: id,
  stationName: z.string(),
  areaId: id,
  kind: z.enum(['offer', 'decision']),
  /** Whose bulletins it is said of. */
  ownerAreaId: id,
  ownerName: z.string(),
  answer: z.discriminatedUnion('is', [
    z.object({ is: z.literal('accepted'), sessionKey: z.string().nullable() }),
    z.object({ is: z.literal('declined') }),
    z.object({ is: z.literal('first'), first: z.enum(['upper', 'own']) }),
  ]),
  answeredBy: z.string(),
  at: epochMs,
  /** Whether the person who reads this may end it. */
  mayEnd: z.boolean(),
});
export type StandingAnswerShown = z.output<typeof standingAnswer>;

const list = route({
  method: 'GET',
  path: '/api/v1/standing-answers',
  summary: 'What communes have answered once for always, as it holds now',
  access: 'read',
  query: z.object({ ...pageQuery, stationId: id.optional() }),
  answer: page(standingAnswer),
  errors: ['cursor_invalid'],
});

const end = route({
  method: 'DELETE',
  path: '/api/v1/standing-answers/:id',
  summary: 'Be asked each time again from now on',
  access: 'ask.answer',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['standing_answer_not_found'],
});

export const standingAnswerRoutes = { list, end };
