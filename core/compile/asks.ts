import type { Ask } from './answers.ts';
import type { Asked } from './asked.ts';
import { isFromAbove, plannedStart, candidateOf } from './candidate.ts';
import type { DayInput, SessionFill } from './day.ts';
import { freezeMs } from './freeze.ts';
import type { HeldSession } from './held-session.ts';
import { offerAnswerOf } from './offer-answer.ts';
import type { Refusal } from './piece.ts';
import type { RulingReason } from './ruling-reason.ts';
import type { Seating } from './seat.ts';

/** It found no room where it was meant to be. */
const roomReasons: ReadonlySet<RulingReason> = new Set([
  'no_session',
  'part_missing',
  'part_full',
  'session_full',
  'session_cap',
  'day_cap',
]);

/**
 * What the commune is asked to take in: normal bulletins from above outside what was agreed, and whatever
 * says `ask` when its session has no room. Nothing is asked after the freeze.
 */
export function asksOf(
  left: Seating['left'],
  asked: readonly Asked[],
  given: {
    refusals: ReadonlyMap<string, Refusal | null>;
    sessions: readonly HeldSession[];
    fills: readonly SessionFill[];
    input: DayInput;
  },
): Ask[] {
  const { refusals, sessions, input } = given;
  const offered = asked
    .filter(({ id }) => refusals.get(id)?.reason === 'offered')
    .map((one) => ({ candidate: candidateOf(one, sessions, input), reason: 'offered' as const }));
  const full = left.flatMap(({ candidate, outcome: { reason } }) => {
    const { asked: one } = candidate;
    const isOffer = one.broadcast.class === 'normal' && isFromAbove(candidate, input);
    const asks = one.broadcast.overflow.kind === 'ask' || (isOffer && !isGuestLater(one));
    const isOpen = !one.guest && offerAnswerOf(one, input) === null;
    return asks && isOpen && roomReasons.has(reason) ? [{ candidate, reason }] : [];
  });
  return [...offered, ...full]
    .flatMap(({ candidate, reason }): Ask[] => {
      const start = plannedStart(candidate, sessions) ?? input.zone.startOfDay(input.date);
      const deadline = start - freezeMs;
      if (deadline <= input.now) return [];
      const { id, broadcast, soundMs } = candidate.asked;
      const suggests = suggestion(soundMs, given);
      return [
        {
          kind: 'offer',
          occurrence: id,
          broadcastId: broadcast.id,
          because: reason,
          soundMs,
          suggests,
          deadline,
        },
      ];
    })
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** It tries the sessions of the next days before anybody is asked. */
function isGuestLater({ broadcast, content }: Asked): boolean {
  return broadcast.overflow.kind === 'next' && content.placement.kind === 'session';
}

/** The next session that has room for it in the commune's own part. */
function suggestion(
  soundMs: number,
  { fills, input }: { fills: readonly SessionFill[]; input: DayInput },
): string | null {
  const next = fills.find(({ startsAt, leftMs, parts }) => {
    const own = parts.find(({ tier }) => tier === 'own') ?? parts.at(-1);
    const ownLeftMs = own ? own.budgetMs - own.usedMs : 0;
    return startsAt - freezeMs > input.now && leftMs >= soundMs && ownLeftMs >= soundMs;
  });
  return next?.key ?? null;
}
