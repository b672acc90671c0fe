import type { Entry } from '../playlist/playlist.ts';
import { endOf } from '../playlist/playlist.ts';
import type { QuietHours } from '../session/quiet-hours.ts';
import { quietSpanIn } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { Cue, HeldEntry } from './held-entry.ts';
import { isSame } from './held-entry.ts';
import { joinLeastMs, lastStartOf, overrunMs, startToleranceMs } from './start-window.ts';

/** An entry that another cut off. */
export interface CutEntry {
  held: HeldEntry;
  /** How much of it had sounded. */
  fromMs: number;
}

/** What a cut entry has to keep to. */
export interface ReturnGuard {
  quietHours: readonly QuietHours[];
  zone: string;
  /** What is still to sound, by start. */
  waiting: readonly HeldEntry[];
  /** The next hard entry after another, or `Infinity`. */
  nextHardAfter: (entry: Entry) => EpochMs;
}

/** What must be at its instant may end up later by so much after it was cut off. */
const longestReturnDelayMs = 30 * 60_000;

/** Whether an entry takes the air from what sounds: what is more important and bound to its instant does. */
export function cutsOff(next: Entry, playing: Entry): boolean {
  return next.class === 'priority' && next.startMode === 'hard' && playing.class === 'normal';
}

export type Return =
  | { is: 'ready'; cue: Cue }
  /** Others would lose their air. */
  | { is: 'waiting' }
  | { is: 'spent' };

/**
 * Whether a cut entry may sound again from `atMs` on: `resume` where it was cut off if ten seconds are left,
 * `restart` from its beginning; a live sound is joined where it is. It must end before its latest end, its validity
 * and quiet hours, and nobody who is still to sound may lose air by it.
 */
export function judgeReturn(cut: CutEntry, atMs: EpochMs, guard: ReturnGuard): Return {
  const { held } = cut;
  const { entry } = held;
  const fromMs = returnsAt(cut, atMs);
  const leftMs = entry.durationMs - fromMs;
  const end = atMs + leftMs;
  const isTooShort = fromMs > 0 && leftMs < joinLeastMs;
  if (entry.afterInterrupt === 'drop' || isTooShort) return { is: 'spent' };
  if (end > latestEndOf(entry)) return { is: 'spent' };
  const quiet = quietSpanIn(guard.quietHours, atMs, end + overrunMs, guard.zone);
  const silentFrom = Math.min(entry.notAfter ?? Infinity, quiet?.fromMs ?? Infinity);
  if (end > silentFrom) return { is: 'spent' };
  if (!doOthersKeepTheirAir(held, end, guard)) return { is: 'waiting' };
  return { is: 'ready', cue: { held, atMs, fromMs, silentFrom, cuts: false } };
}

function returnsAt({ held: { entry }, fromMs }: CutEntry, atMs: EpochMs): number {
  if (entry.source.type !== 'media') return Math.max(0, atMs - entry.startsAt);
  return entry.afterInterrupt === 'resume' ? fromMs : 0;
}

function latestEndOf(entry: Entry): EpochMs {
  if (entry.source.type !== 'media') return endOf(entry);
  return entry.startMode === 'soft'
    ? entry.latestStartAt + entry.durationMs
    : endOf(entry) + longestReturnDelayMs;
}

/** One pushes the other: each must still begin in time. */
function doOthersKeepTheirAir(held: HeldEntry, end: EpochMs, guard: ReturnGuard): boolean {
  let freeAt = end;
  for (const { entry } of guard.waiting) {
    if (isSame(held, entry)) continue;
    if (entry.startsAt >= freeAt) return true;
    const latest =
      entry.startMode === 'hard'
        ? entry.startsAt + startToleranceMs
        : lastStartOf(entry, guard.nextHardAfter(entry));
    if (freeAt > latest) return false;
    freeAt = Math.max(freeAt, entry.startsAt) + entry.durationMs;
  }
  return true;
}
