import type { EpochMs } from '../time/zoned.ts';

export const doubts = [
  'starts_in_future',
  'before_pairing',
  'ends_before_start',
  'heard_too_long',
  'two_at_once',
] as const;
export type Doubt = (typeof doubts)[number];

/** A play as an endpoint reports it. */
export interface ClaimedPlay {
  playId: string;
  startedAt: EpochMs | null;
  endedAt: EpochMs | null;
  heardMs: number;
  durationMs: number;
}

/** When another play sounded at the same endpoint. */
export interface SoundedSpan {
  playId: string;
  startedAt: EpochMs;
  endedAt: EpochMs;
}

// Clocks of endpoints are held within half a second; a message is on its way for longer than that.
const futureMs = 2 * 60_000;
// A box is set up by a person with a watch.
const pairingMs = 60_000;
const heardSlackMs = 2000;
/** Fades of neighbours overlap, and the last block is rounded up. */
const overlapMs = 1000;

/**
 * Why a play cannot have been as it is told, or `null`; with the play that it contradicts. What sounds twice
 * at once contradicts the one that came first.
 */
export function doubtOf(
  play: ClaimedPlay,
  known: { now: EpochMs; pairedAt: EpochMs | null; others: readonly SoundedSpan[] },
): { doubt: Doubt; rival: string | null } | null {
  const { startedAt, endedAt, heardMs, durationMs } = play;
  const is = (doubt: Doubt, rival: string | null = null) => ({ doubt, rival });
  // More than any entry may be heard, whether it says when or not.
  if (heardMs > durationMs + Math.max(heardSlackMs, durationMs / 50)) return is('heard_too_long');
  if (startedAt === null) return heardMs > 0 ? is('heard_too_long') : null;
  if (startedAt > known.now + futureMs) return is('starts_in_future');
  if (known.pairedAt !== null && startedAt < known.pairedAt - pairingMs)
    return is('before_pairing');
  if (endedAt === null) return null;
  if (endedAt < startedAt) return is('ends_before_start');
  if (heardMs > endedAt - startedAt + heardSlackMs) return is('heard_too_long');
  const rival = heardMs > 0 ? known.others.find((other) => overlaps(play, other)) : undefined;
  return rival ? is('two_at_once', rival.playId) : null;
}

function overlaps({ playId, startedAt, endedAt }: ClaimedPlay, other: SoundedSpan): boolean {
  if (other.playId === playId || startedAt === null || endedAt === null) return false;
  const sharedMs = Math.min(endedAt, other.endedAt) - Math.max(startedAt, other.startedAt);
  return sharedMs > overlapMs;
}
