import type { EpochMs } from '../time/zoned.ts';
import type { Offer } from './answers.ts';
import type { Asked } from './asked.ts';
import { askedStart } from './candidate.ts';
import type { DayInput, SessionFill } from './day.ts';
import { isFromHere } from './from-here.ts';
import type { HeldSession } from './held-session.ts';
import { isOffer } from './offer-answer.ts';
import type { Refusal } from './piece.ts';
import { roomIn } from './room-in.ts';
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

/** Refusals that the commune itself can lift. */
const own: ReadonlySet<RulingReason | undefined> = new Set(['offered', 'declined', undefined]);

interface OfferInput {
  refusals: ReadonlyMap<string, Refusal | null>;
  sessions: readonly HeldSession[];
  fills: readonly SessionFill[];
  input: DayInput;
}

/**
 * What the commune is asked to take in: normal bulletins from above outside what was agreed, answered or
 * not, and whatever says `ask` when its session has no room. Nothing is asked after the freeze, nor what
 * could not air anyway.
 */
export function offersOf(
  left: Seating['left'],
  asked: readonly Asked[],
  given: OfferInput,
): Offer[] {
  const { refusals, input } = given;
  const offered = asked
    .filter((one) => !one.guest && isOffer(one, input) && own.has(refusals.get(one.id)?.reason))
    .map((one) => ({ one, because: 'offered' as const }));
  const known = new Set(offered.map(({ one }) => one.id));
  const full = left
    .filter(({ candidate: { asked: one }, outcome: { reason } }) => {
      if (one.guest || known.has(one.id) || !roomReasons.has(reason)) return false;
      return one.broadcast.overflow.kind === 'ask' || isPutAside(one, input);
    })
    .map(({ candidate, outcome }) => ({ one: candidate.asked, because: outcome.reason }));
  return [...offered, ...full]
    .flatMap(({ one, because }) => offerOf(one, because, given))
    .sort((a, b) => (a.occurrence < b.occurrence ? -1 : 1));
}

/** A normal bulletin from above that its part has no room for, and that does not try later sessions itself. */
function isPutAside({ broadcast, content }: Asked, input: DayInput): boolean {
  const triesLater = broadcast.overflow.kind === 'next' && content.placement.kind === 'session';
  return broadcast.class === 'normal' && !isFromHere({ broadcast }, input) && !triesLater;
}

function offerOf(one: Asked, because: RulingReason, given: OfferInput): Offer[] {
  const { sessions, fills, input } = given;
  const { placement } = one.content;
  const isNow = placement.kind === 'now';
  const startsAt = isNow ? placement.atMs : askedStart(one, sessions, input);
  const deadline = (isNow ? lastStart(fills) : startsAt) - (input.frozenUntil - input.now);
  if (deadline <= input.now) return [];
  const { soundMs } = one;
  return [
    {
      kind: 'offer',
      occurrence: one.id,
      broadcastId: one.broadcast.id,
      ownerAreaId: one.broadcast.ownerAreaId,
      because,
      soundMs,
      startsAt,
      // Phát ngay is over by the time that anybody answers, and what had no room still has none.
      mayAirAsAsked: because === 'offered' && !isNow,
      suggests: suggestion({ soundMs, startsAt }, fills, input),
      deadline,
    },
  ];
}

/** Phát ngay can be taken into a session of the day as long as one is ahead. */
function lastStart(fills: readonly SessionFill[]): EpochMs {
  return fills.reduce((last, { startsAt }) => Math.max(last, startsAt), 0);
}

/** The session of its hour or the next with room for it in the commune's own part; an earlier one where none follows. */
function suggestion(
  { soundMs, startsAt }: { soundMs: number; startsAt: EpochMs },
  fills: readonly SessionFill[],
  { frozenUntil }: DayInput,
): string | null {
  const fitting = fills.filter((fill) => fill.startsAt > frozenUntil && roomIn(fill) >= soundMs);
  const next = fitting.find((fill) => fill.latestEnd > startsAt) ?? fitting[0];
  return next?.key ?? null;
}
