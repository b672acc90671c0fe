import { endOf } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { HeldEntry } from './held-entry.ts';
import { startToleranceMs } from './start-window.ts';

/** So long after an interruption what follows may still be late by it. */
const reachMs = 60 * 60_000;

/**
 * Entries as they may start after an interruption: soft ones that follow each other closely are pushed together, as
 * far as the last of them may be; their own latest starts only keep them from running into each other.
 */
export function pushedBy(
  interruptedAt: EpochMs | null,
  entries: readonly HeldEntry[],
): readonly HeldEntry[] {
  if (interruptedAt === null) return entries;
  const pushed: HeldEntry[] = [];
  for (const held of [...entries].reverse()) {
    const { entry } = held;
    const isReached = endOf(entry) > interruptedAt && entry.startsAt < interruptedAt + reachMs;
    // What cut it off stands over it, not behind it.
    const next = pushed.findLast((later) => later.entry.startsAt >= endOf(entry))?.entry;
    const isFollowed =
      isReached &&
      next !== undefined &&
      [entry, next].every(({ startMode }) => startMode === 'soft') &&
      next.startsAt - endOf(entry) <= startToleranceMs;
    const withNext = isFollowed ? next.latestStartAt - entry.durationMs : 0;
    const latestStartAt = Math.max(entry.latestStartAt, withNext);
    pushed.push({ ...held, entry: { ...entry, latestStartAt } });
  }
  return pushed.reverse();
}
