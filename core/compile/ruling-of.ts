import type { PartTier } from '../session/session.ts';
import { shortestShareMs } from '../broadcast/item.ts';
import type { Asked } from './asked.ts';
import type { Candidate } from './candidate.ts';
import type { Ruling } from './day.ts';
import type { HeldSession } from './held-session.ts';
import { payerOf } from './payer-of.ts';
import type { Refusal } from './piece.ts';
import type { Left, Seated } from './seat.ts';

/** What is said of an occurrence that airs. */
export function rulingOfSeat(seated: Seated, sessions: readonly HeldSession[]): Ruling {
  const { candidate, placed } = seated;
  const isGuest = placed.isMoved && placed.sessionId !== null;
  return {
    ...blankRuling(candidate.asked),
    airs: true,
    reason: isGuest ? 'guest' : reasonOfSeat(seated),
    startsAt: placed.startsAt,
    soundMs: placed.soundMs,
    ...standIn(placed.sessionId, candidate, sessions),
  };
}

function reasonOfSeat({ candidate, placed }: Seated): Ruling['reason'] {
  // Music that loses a little of its end is no news; a relay that loses half is.
  if (candidate.block.durationMs - placed.soundMs >= shortestShareMs) return 'shortened';
  return placed.isMoved || candidate.isBehind ? 'moved_behind_stronger' : 'placed';
}

/** What is said of one that found no air. */
export function rulingOfLeft(
  candidate: Candidate,
  outcome: Left | Refusal,
  sessions: readonly HeldSession[],
): Ruling {
  const { wish } = candidate.block;
  const wished = wish.kind === 'session' && wish.sessionId !== '' ? wish.sessionId : null;
  return {
    ...blankRuling(candidate.asked),
    ...(wished === null ? {} : standIn(wished, candidate, sessions)),
    reason: outcome.reason,
    recordingId: 'recordingId' in outcome ? outcome.recordingId : null,
    beatenBy: 'beatenBy' in outcome ? outcome.beatenBy : null,
  };
}

/** What is said of one that may not air. */
export function rulingOfRefused(asked: Asked, { reason, recordingId }: Refusal): Ruling {
  return { ...blankRuling(asked), reason, recordingId };
}

function blankRuling({ id, broadcast, content, soundMs }: Asked): Ruling {
  const { placement } = content;
  return {
    occurrence: id,
    broadcastId: broadcast.id,
    title: content.title,
    airs: false,
    reason: 'no_room',
    startsAt: null,
    soundMs,
    sessionKey: placement.kind === 'session' ? placement.sessionKey : null,
    part: placement.kind === 'session' ? placement.part : null,
    recordingId: null,
    beatenBy: null,
  };
}

/** The session in which it stands and the part whose minutes it uses. */
function standIn(
  sessionId: string | null,
  candidate: Candidate,
  sessions: readonly HeldSession[],
): { sessionKey: string | null; part: PartTier | null } {
  const held = sessions.find(({ session }) => session.id === sessionId);
  return {
    sessionKey: held?.session.key ?? null,
    part: payerOf(candidate, sessionId, sessions),
  };
}
