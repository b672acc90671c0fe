import { z } from 'zod';
import { route } from '../route.ts';
import { byId, id, occurrenceId } from '../scalar.ts';
import { answerScope, askFields, askPage, askQuery, outcome, sounds } from './asks.ts';

const item = z.object({
  occurrence: occurrenceId,
  broadcastId: id,
  title: z.string(),
  sounds,
  outcome,
});
const first = z.enum(['upper', 'own']);

/** A priority bulletin from above and the commune's own priority item: both air, but in which order? */
export const decision = z.object({
  ...askFields,
  upper: item,
  own: item,
  answer: z.object({ first }).nullable(),
});
export type DecisionAnswered = z.output<typeof decision>;

const list = route({
  method: 'GET',
  path: '/api/v1/decisions',
  summary: 'Priority items whose order communes are asked for (chọn thứ tự)',
  access: 'read',
  query: askQuery,
  answer: askPage(decision),
  errors: ['cursor_invalid'],
});

const answer = route({
  method: 'POST',
  path: '/api/v1/decisions/:id/answer',
  summary: 'Say which goes first, this time or always; until the freeze',
  access: 'ask.answer',
  params: byId,
  body: z.object({
    first,
    /** `always`: against every priority bulletin of that owner at this station. */
    scope: answerScope,
  }),
  answer: decision,
  errors: ['decision_not_found', 'ask_gone', 'answer_too_late'],
});

export const decisionRoutes = { list, answer };
