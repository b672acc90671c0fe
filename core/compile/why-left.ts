import type { EpochMs } from '../time/zoned.ts';
import type { Candidate } from './candidate.ts';
import { isUrgent } from './candidate.ts';
import type { DayInput } from './day.ts';
import type { HeldSession } from './held-session.ts';
import { isBeyondLimit } from './held-session.ts';
import type { Refusal } from './piece.ts';
import type { RulingReason } from './ruling-reason.ts';
import type { Left, Seating } from './seat.ts';

/** What placement says where a session has no air left, and what stays said of it when its hour has passed. */
const full: ReadonlySet<RulingReason> = new Set(['part_full', 'session_full']);
const saidInTime: ReadonlySet<RulingReason> = new Set([...full, 'too_late']);

/**
 * Placement knows air alone. A session that the place does not allow is another matter than one that is not
 * there, and one whose hour has passed another than one that is full.
 */
export function whyLeft(
  { candidate, outcome }: Seating['left'][number],
  sessions: readonly HeldSession[],
  input: DayInput,
): Left | Refusal {
  const { placement } = candidate.asked.content;
  if (outcome.reason === 'no_session') {
    const isLimited = placement.kind === 'session' && isBeyondLimit(placement.sessionKey, input);
    return isLimited ? { reason: 'session_limit', recordingId: null } : outcome;
  }
  if (!full.has(outcome.reason)) return outcome;
  const reason = pastReason(candidate, sessions, input);
  return reason === null ? outcome : { reason, recordingId: null };
}

/** `null` where its session still has time in which it could be placed. */
function pastReason(
  candidate: Candidate,
  sessions: readonly HeldSession[],
  input: DayInput,
): RulingReason | null {
  const { wish, id } = candidate.block;
  const held = sessions.find(
    ({ session }) => wish.kind === 'session' && session.id === wish.sessionId,
  );
  const openFrom: EpochMs = isUrgent(candidate, input) ? input.urgentFrom : input.frozenUntil;
  if (!held || held.latestEndMs > openFrom) return null;
  const said = input.before.rulings.find(({ occurrence }) => occurrence === id);
  const wasSaid = said && !said.airs && said.sessionKey === held.session.key;
  if (wasSaid && saidInTime.has(said.reason)) return said.reason;
  return held.latestEndMs > input.now ? 'too_late' : 'session_over';
}
