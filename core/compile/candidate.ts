import { defaultMaxDelayMs } from '../broadcast/broadcast.ts';
import type { Block, Wish } from '../placement/placement.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { Asked } from './asked.ts';
import type { DayInput } from './day.ts';
import type { HeldSession } from './held-session.ts';
import { isFromHere } from './from-here.ts';
import { pickedSession } from './offer-answer.ts';
import type { Piece } from './piece.ts';

/** An occurrence that may air, and the block by which it is placed. */
export interface Candidate {
  asked: Asked;
  pieces: readonly Piece[];
  block: Block;
  /** Whether a decision has it wait until another has sounded. */
  isBehind: boolean;
}

/** Accepted bulletins come after what the commune itself put there. */
const acceptedOrder = 1_000_000;

export function candidateOf(
  asked: Asked,
  sessions: readonly HeldSession[],
  input: DayInput,
): Candidate {
  const { broadcast, sounding: pieces, soundMs, shrink } = asked;
  const wish = wishOf(asked, sessions, input);
  const block: Block = {
    id: asked.id,
    class: broadcast.class,
    rank: broadcast.rank,
    durationMs: soundMs,
    shrink,
    wish,
    guestIn: pickedSession(asked, input) === null ? guestIn(asked, sessions) : [],
  };
  return { asked, pieces, block, isBehind: false };
}

function wishOf(asked: Asked, sessions: readonly HeldSession[], input: DayInput): Wish {
  if (asked.guest) return { kind: 'guest' };
  const picked = pickedSession(asked, input);
  if (picked !== null) return acceptedWish(picked, sessions);
  return askedWish(asked, sessions, input);
}

/** Where it asks to be, whatever was answered. */
function askedWish(asked: Asked, sessions: readonly HeldSession[], input: DayInput): Wish {
  const { placement } = asked.content;
  switch (placement.kind) {
    case 'session':
      return sessionWish(placement, sessions);
    case 'at':
      return {
        kind: placement.start,
        atMs: input.zone.instantOf(input.date, asked.slot?.time ?? '00:00'),
        maxDelayMs: placement.start === 'soft' ? placement.maxDelayMs : defaultMaxDelayMs,
        whenBeaten: asked.broadcast.whenBeaten,
      };
    case 'now':
      return {
        kind: 'soft',
        atMs: atLeast(placement.atMs, input),
        maxDelayMs: defaultMaxDelayMs,
        whenBeaten: 'queue',
      };
  }
}

function sessionWish(
  placement: { sessionKey: string; part: string; order: number },
  sessions: readonly HeldSession[],
): Wish {
  const held = sessions.find(({ session }) => session.key === placement.sessionKey);
  const part = held?.session.parts.findIndex(({ tier }) => tier === placement.part) ?? -1;
  const { order } = placement;
  return { kind: 'session', sessionId: held?.session.id ?? '', part, payer: part, order };
}

/** The commune gives it air of its own: in its own part, or the last where it has none. */
function acceptedWish(sessionKey: string, sessions: readonly HeldSession[]): Wish {
  const held = sessions.find(({ session }) => session.key === sessionKey);
  const parts = held?.session.parts ?? [];
  const own = parts.findIndex(({ tier }) => tier === 'own');
  const part = own >= 0 ? own : parts.length - 1;
  const sessionId = held?.session.id ?? '';
  return { kind: 'session', sessionId, part, payer: part, order: acceptedOrder };
}

/** Where it may go if its own session has no room: later ones that have its part. */
function guestIn(
  { broadcast, content, guest }: Asked,
  sessions: readonly HeldSession[],
): Block['guestIn'] {
  const { placement } = content;
  if (placement.kind !== 'session' || broadcast.overflow.kind !== 'next') return [];
  const own = sessions.find(({ session }) => session.key === placement.sessionKey);
  const after = guest || !own ? -Infinity : own.startMs;
  return sessions.flatMap(({ session, startMs }) => {
    const payer = session.parts.findIndex(({ tier }) => tier === placement.part);
    return startMs > after && payer >= 0 ? [{ sessionId: session.id, payer }] : [];
  });
}

/** Nobody can ask for air that has passed while the request was on its way. */
function atLeast(atMs: EpochMs, { urgentFrom }: DayInput): EpochMs {
  return Math.max(atMs, urgentFrom);
}

/** When a wish would begin: its own instant, or the session's start; `null` for guests and unknown sessions. */
export function startOf(wish: Wish, sessions: readonly HeldSession[]): EpochMs | null {
  if (wish.kind === 'guest') return null;
  if (wish.kind !== 'session') return wish.atMs;
  return sessions.find(({ session }) => session.id === wish.sessionId)?.startMs ?? null;
}

/** When it would begin as it asks to, whatever was answered; the beginning of the day where nobody can say. */
export function askedStart(
  asked: Asked,
  sessions: readonly HeldSession[],
  input: DayInput,
): EpochMs {
  return startOf(askedWish(asked, sessions, input), sessions) ?? input.zone.startOfDay(input.date);
}

/**
 * Whether a person put it into frozen air: that day, not the later ones of its series. What the commune takes
 * into a session comes as others do there.
 */
export function isUrgent({ asked, block }: Candidate, input: DayInput): boolean {
  const { placement } = asked.content;
  if (block.wish.kind === 'session' && placement.kind !== 'session') return false;
  if (placement.kind === 'now') return true;
  const { urgentSince } = asked.broadcast;
  const freezeMs = input.frozenUntil - input.now;
  return urgentSince !== null && input.zone.startOfDay(input.date) <= urgentSince + freezeMs;
}

/** Whether it stands above the commune. */
export function isFromAbove({ asked }: Candidate, input: DayInput): boolean {
  return !isFromHere(asked, input);
}
