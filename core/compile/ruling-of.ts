import type { PartTier } from '../session/session.ts';
import { shortestShareMs } from '../broadcast/item.ts';
import type { Asked } from './asked.ts';
import type { Ruling } from './day.ts';
import type { HeldSession } from './held-session.ts';
import type { Refusal } from './piece.ts';
import type { Left, Seated } from './seat.ts';

/** What is said of an occurrence that airs. */
export function rulingOfSeat(seated: Seated, sessions: readonly HeldSession[]): Ruling {
  const { candidate, placed } = seated;
  const { asked, block } = candidate;
  const isGuest = placed.isMoved && placed.sessionId !== null;
  return {
    ...blankRuling(asked),
    airs: true,
    reason: isGuest ? 'guest' : reasonOfSeat(seated),
    startsAt: placed.startsAt,
    soundMs: placed.soundMs,
    ...standOf(placed.sessionId, block.wish.kind === 'session' ? block.wish.part : null, {
      sessions,
      asked,
    }),
  };
}

function reasonOfSeat({ candidate, placed }: Seated): Ruling['reason'] {
  // Music that loses a little of its end is no news; a relay that loses half is.
  if (candidate.block.durationMs - placed.soundMs >= shortestShareMs) return 'shortened';
  return placed.isMoved ? 'moved_behind_stronger' : 'placed';
}

/** What is said of one that found no air, or may not air. */
export function rulingOfLeft(asked: Asked, outcome: Left | Refusal): Ruling {
  return {
    ...blankRuling(asked),
    reason: outcome.reason,
    recordingId: 'recordingId' in outcome ? outcome.recordingId : null,
    beatenBy: 'beatenBy' in outcome ? outcome.beatenBy : null,
  };
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

/** Session and part in which it stands. */
function standOf(
  sessionId: string | null,
  part: number | null,
  { sessions, asked }: { sessions: readonly HeldSession[]; asked: Asked },
): { sessionKey: string | null; part: PartTier | null } {
  const session = sessions.find((held) => held.session.id === sessionId)?.session;
  const { placement } = asked.content;
  const wished = placement.kind === 'session' ? placement.part : null;
  // An answer may have moved it before another tier's item; it stays what it is.
  const tier = wished ?? (part === null ? null : (session?.parts[part]?.tier ?? null));
  return { sessionKey: session?.key ?? null, part: session ? tier : null };
}
