import type { First, OfferAnswer } from '../compile/answers.ts';
import type { EpochMs } from '../time/zoned.ts';

/** What is said to an ask. */
export type AskAnswer = OfferAnswer | { is: 'first'; first: First };

/** Whether it was said of one occurrence, or once for always of all that its owner asks. */
export const answerScopes = ['this', 'always'] as const;
export type AnswerScope = (typeof answerScopes)[number];

export const askStates = ['open', 'answered', 'defaulted', 'gone'] as const;
export type AskState = (typeof askStates)[number];

/** How an ask stands. */
export interface Answered {
  state: AskState;
  answer: AskAnswer | null;
  scope: AnswerScope | null;
  /** `null`: nobody yet, or the default. */
  answeredBy: string | null;
  answeredAt: EpochMs | null;
}

export const unanswered: Answered = {
  state: 'open',
  answer: null,
  scope: null,
  answeredBy: null,
  answeredAt: null,
};

/** Said once for always to the bulletins of an area. */
export interface StandingAnswer {
  kind: 'offer' | 'decision';
  /** Whose bulletins. */
  areaId: string;
  answer: AskAnswer;
  userId: string;
  at: EpochMs;
}

/** What holds where nobody has answered by the freeze: an offer does not air, the upper one goes first. */
export function defaultAnswer(kind: 'offer' | 'decision'): AskAnswer {
  return kind === 'offer' ? { is: 'declined' } : { is: 'first', first: 'upper' };
}
