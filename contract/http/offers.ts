import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, occurrenceId } from '../scalar.ts';
import { answerScope, askFields, askPage, askQuery, outcome, sounds } from './asks.ts';

const sessionKey = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/);

/** A bulletin that does not air at a station unless the commune takes it (chờ tiếp nhận). */
export const offer = z.object({
  ...askFields,
  occurrence: occurrenceId,
  broadcastId: id,
  title: z.string(),
  /** What it would sound, to be listened to before. */
  sounds,
  soundMs: z.int(),
  /** When it would begin as asked. */
  startsAt: epochMs,
  /** `offered`, or why it found no room where it was to be. */
  because: z.string(),
  mayAirAsAsked: z.boolean(),
  /** Key of the next session with room for it. */
  suggests: z.string().nullable(),
  /** The sessions of the day that are still open, with the room that it could use. */
  sessions: z.array(
    z.object({ key: sessionKey, name: z.string(), startsAt: epochMs, roomMs: z.int() }),
  ),
  answer: z
    .object({ is: z.enum(['accepted', 'declined']), sessionKey: sessionKey.nullable() })
    .nullable(),
  outcome,
});
export type OfferAnswered = z.output<typeof offer>;

const list = route({
  method: 'GET',
  path: '/api/v1/offers',
  summary: 'Bulletins from above that communes are asked to take in (chờ tiếp nhận)',
  access: 'read',
  query: askQuery,
  answer: askPage(offer),
  errors: ['cursor_invalid'],
});

const answer = route({
  method: 'POST',
  path: '/api/v1/offers/:id/answer',
  summary:
    'Take it into a session or as asked, or decline it; this time or always; until the freeze',
  access: 'ask.answer',
  params: byId,
  body: z.object({
    is: z.enum(['accepted', 'declined']),
    /** Into this session; left out or `null`: as asked. */
    sessionKey: sessionKey.nullable().default(null),
    /** `always`: for all that its owner offers to this station. */
    scope: answerScope,
  }),
  answer: offer,
  errors: [
    'offer_not_found',
    'ask_gone',
    'answer_too_late',
    'answer_only_once',
    'offer_needs_session',
    'session_not_found',
    'session_no_room',
  ],
});

export const offerRoutes = { list, answer };
