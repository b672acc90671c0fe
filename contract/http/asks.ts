import { z } from 'zod';
import { answerScopes, askStates } from '../../core/ask/answer.ts';
import { epochMs, id, localDate, page, pageQuery } from '../scalar.ts';

/** What offers and decisions have in common. */
export const askFields = {
  id,
  stationId: id,
  stationName: z.string(),
  /** Of the station. */
  areaId: id,
  date: localDate,
  /** Until then the answer may be given and changed; then the default holds. */
  deadline: epochMs,
  state: z.enum(askStates),
  /** Whose bulletin it is. */
  ownerAreaId: id,
  ownerName: z.string(),
  scope: z.enum(answerScopes).nullable(),
  /** `null` with an answer: nobody answered, and the default holds. */
  answeredBy: z.string().nullable(),
  answeredAt: epochMs.nullable(),
  /** Whether the person who reads this may answer, or change the answer, now. */
  mayAnswer: z.boolean(),
};

/** What becomes of it by the timetable as compiled; `null` where no endpoint has that day. */
export const outcome = z
  .object({
    airs: z.boolean(),
    reason: z.string(),
    startsAt: epochMs.nullable(),
    sessionKey: z.string().nullable(),
  })
  .nullable();

export const sounds = z.array(z.object({ recordingId: id, title: z.string() }));
export const answerScope = z.enum(answerScopes).default('this');

/** Open ones by deadline, the nearest first; others the newest first. */
export const askQuery = z.object({
  ...pageQuery,
  state: z.enum(askStates).default('open'),
  stationId: id.optional(),
  /** Only what the asking person may answer now. */
  answerable: z.stringbool().optional(),
});

/** A page of asks. */
export function askPage<Item extends z.ZodType>(item: Item) {
  return page(item).extend({
    /** How many there are in all, where only `answerable` ones are asked for; else `null`. */
    total: z.int().nullable(),
  });
}
