import type { EpochMs } from '../time/zoned.ts';
import type { ExpectedEntry } from './expected-sound.ts';

type Timed = Pick<ExpectedEntry, 'startsAt' | 'endsAt'>;

/** Which of some entries sounds at an instant; where two claim it, the later one. */
export function soundingAt<Entry extends Timed>(
  entries: readonly (Entry | null)[],
  at: EpochMs,
): Entry | null {
  return (
    entries.findLast((entry) => entry !== null && entry.startsAt <= at && at < entry.endsAt) ?? null
  );
}

/** The first of some entries that begins after an instant. */
export function nextAfter<Entry extends Timed>(
  entries: readonly (Entry | null)[],
  at: EpochMs,
): Entry | null {
  return entries.find((entry) => entry !== null && entry.startsAt > at) ?? null;
}

/** Where in its file an entry is at an instant, in seconds. */
export function placeInFile(
  { startsAt, file }: Pick<ExpectedEntry, 'startsAt' | 'file'>,
  at: EpochMs,
): number {
  return ((file?.fromMs ?? 0) + Math.max(0, at - startsAt)) / 1000;
}
