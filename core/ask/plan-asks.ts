import type { DatedAsk } from '../compile/answers.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { Answered, StandingAnswer } from './answer.ts';
import { unanswered } from './answer.ts';
import { subjectOf } from './merge-asks.ts';

/** An ask as it is kept. */
export interface KnownAsk {
  id: string;
  ask: DatedAsk;
  answered: Answered;
}

/** An ask as it is to be kept; `id` is `null` for one that is new. */
export interface PlannedAsk {
  id: string | null;
  ask: DatedAsk;
  answered: Answered;
}

/**
 * What has to be written so that the asks of a station are those of its newest compile. What was said of
 * one occurrence stays said; what was said for always follows the standing answer; what is asked again is
 * open again; what nobody asks any more before its deadline is gone. What is overdue is left to the clock.
 */
export function planAsks(
  asks: readonly DatedAsk[],
  given: { known: readonly KnownAsk[]; standing: readonly StandingAnswer[]; now: EpochMs },
): PlannedAsk[] {
  const known = new Map(given.known.map((one) => [subjectOf(one.ask), one]));
  const asked = new Set(asks.map(subjectOf));
  const renewed = asks.map((ask): PlannedAsk => {
    const row = known.get(subjectOf(ask));
    const isSaid = row !== undefined && isSaidOfThis(row);
    const answered = isSaid ? row.answered : standingOf(ask, given.standing);
    return { id: row?.id ?? null, ask, answered };
  });
  const gone = given.known
    .filter((one) => !asked.has(subjectOf(one.ask)) && !isSaidOfThis(one))
    .filter(({ ask, answered }) => ask.deadline > given.now && isAsked(answered))
    .map(({ id, ask }): PlannedAsk => ({ id, ask, answered: { ...unanswered, state: 'gone' } }));
  return [...renewed, ...gone].filter(({ id, ...plan }) => {
    const row = given.known.find((one) => one.id === id);
    return !row || !isSame(row, plan);
  });
}

function isSaidOfThis({ answered: { state, scope } }: KnownAsk): boolean {
  return state === 'answered' && scope === 'this';
}

function isAsked({ state }: Answered): boolean {
  return state === 'open' || state === 'answered';
}

/** A yes for always does not find room where there is none: that is asked each time. */
function standingOf(ask: DatedAsk, standing: readonly StandingAnswer[]): Answered {
  if (ask.kind === 'offer' && ask.because !== 'offered') return unanswered;
  const said = standing.find(({ kind, areaId }) => kind === ask.kind && areaId === ask.ownerAreaId);
  if (!said) return unanswered;
  const { answer, userId, at } = said;
  return { state: 'answered', answer, scope: 'always', answeredBy: userId, answeredAt: at };
}

function isSame(a: Pick<KnownAsk, 'ask' | 'answered'>, b: Pick<KnownAsk, 'ask' | 'answered'>) {
  const flat = ({ ask, answered }: typeof a) => {
    const entries = [...Object.entries(ask), ...Object.entries(answered)];
    return JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  };
  return flat(a) === flat(b);
}
