import type { Entry } from '../playlist/playlist.ts';
import { endOf } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { DayInput } from './day.ts';
import { entryOf, volumeAt } from './entries-of.ts';
import type { HeldSession } from './held-session.ts';
import { signatureOccurrence } from './held-session.ts';
import type { Piece } from './piece.ts';

/**
 * The opening of a session right before its first item and the closing right after its last, where that
 * air is free; a session without items has neither.
 * @param own entries of the session by its id, kept ones included
 * @param all every entry of the day, in order
 */
export function signaturesOf(
  sessions: readonly HeldSession[],
  own: ReadonlyMap<string, readonly Entry[]>,
  all: readonly Entry[],
  input: DayInput,
): Entry[] {
  return sessions.flatMap((held) => {
    const entries = own.get(held.session.id) ?? [];
    if (entries.length === 0) return [];
    const occurrence = signatureOccurrence(held.session, input.date);
    const kept = new Set(all.filter((one) => one.occurrence === occurrence).map(({ key }) => key));
    const firstMs = entries.reduce((first, { startsAt }) => Math.min(first, startsAt), Infinity);
    const lastMs = entries.reduce((last, entry) => Math.max(last, endOf(entry)), 0);
    const add = (piece: Piece | null, atMs: EpochMs, untilMs: EpochMs) => {
      if (!piece || kept.has(piece.key) || !isFree(piece, atMs, all, input)) return [];
      const next = all.find(({ startsAt }) => startsAt >= atMs + piece.durationMs);
      const endMs = Math.min(untilMs, next?.startsAt ?? Infinity);
      return entryOf(piece, atMs, {
        occurrence,
        title: piece.title,
        latestStartAt: Math.max(atMs, endMs - piece.durationMs),
        class: 'normal',
        startMode: 'soft',
        afterInterrupt: 'drop',
        volumePercent: volumeAt(atMs, piece.durationMs, null, input),
      });
    };
    return [
      ...add(held.opening, firstMs - (held.opening?.durationMs ?? 0), firstMs),
      ...add(held.closing, lastMs, held.latestEndMs),
    ];
  });
}

function isFree(
  { durationMs }: Piece,
  atMs: EpochMs,
  all: readonly Entry[],
  { frozenUntil, quiet, busyUntil }: DayInput,
): boolean {
  if (atMs < frozenUntil || atMs < busyUntil) return false;
  const endMs = atMs + durationMs;
  return (
    all.every((entry) => endOf(entry) <= atMs || endMs <= entry.startsAt) &&
    quiet.every(({ fromMs, toMs }) => toMs <= atMs || endMs <= fromMs)
  );
}
