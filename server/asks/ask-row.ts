import { z } from 'zod';
import { answerScopes, askStates, type AskAnswer, type Answered } from '../../core/ask/answer.ts';
import type { KnownAsk } from '../../core/ask/plan-asks.ts';
import type { DatedAsk } from '../../core/compile/answers.ts';
import { rulingReasons } from '../../core/compile/ruling-reason.ts';
import type { Database } from '../store/schema.ts';

export type AskRow = Database['ask'];

const answerText = z.string().transform((text): AskAnswer => answer.parse(JSON.parse(text)));
const answer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('accepted'), sessionKey: z.string().nullable() }),
  z.object({ is: z.literal('declined') }),
  z.object({ is: z.literal('first'), first: z.enum(['upper', 'own']) }),
]);
const columns = z.object({
  because: z.enum(rulingReasons).catch('offered'),
  state: z.enum(askStates),
  scope: z.enum(answerScopes).nullable(),
});

export function toAnswer(text: string): AskAnswer {
  return answerText.parse(text);
}

/** A row as the core reads it. */
export function toKnownAsk(row: AskRow): KnownAsk {
  return { id: row.id, ask: toAsk(row), answered: toAnswered(row) };
}

function toAsk(row: AskRow): DatedAsk {
  const { date, deadline, occurrence } = row;
  const whole = { date, deadline, ownerAreaId: row.owner_area_id };
  if (row.own !== null) return { ...whole, kind: 'decision', upper: occurrence, own: row.own };
  return {
    ...whole,
    kind: 'offer',
    occurrence,
    broadcastId: occurrence.slice(0, occurrence.indexOf('-')),
    because: columns.shape.because.parse(row.because),
    soundMs: row.sound_ms ?? 0,
    startsAt: row.starts_at ?? row.deadline,
    mayAirAsAsked: row.may_air_as_asked === 1,
    suggests: row.suggests,
  };
}

function toAnswered(row: AskRow): Answered {
  const { state, scope } = columns.omit({ because: true }).parse(row);
  const said = row.answer === null ? null : toAnswer(row.answer);
  return {
    state,
    scope,
    answer: said,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
  };
}

/** The columns of an ask and of how it stands. */
export function askColumns(ask: DatedAsk, answered: Answered) {
  const whole = {
    kind: ask.kind,
    date: ask.date,
    owner_area_id: ask.ownerAreaId,
    deadline: ask.deadline,
    ...answeredColumns(answered),
  };
  if (ask.kind === 'decision') return { ...whole, occurrence: ask.upper, own: ask.own };
  return {
    ...whole,
    occurrence: ask.occurrence,
    own: null,
    because: ask.because,
    sound_ms: ask.soundMs,
    starts_at: ask.startsAt,
    may_air_as_asked: ask.mayAirAsAsked ? (1 as const) : (0 as const),
    suggests: ask.suggests,
  };
}

export function answeredColumns({ state, answer: said, scope, answeredBy, answeredAt }: Answered) {
  return {
    state,
    answer: said === null ? null : JSON.stringify(said),
    scope,
    answered_by: answeredBy,
    answered_at: answeredAt,
  };
}
