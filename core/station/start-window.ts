import type { Entry } from '../playlist/playlist.ts';
import type { QuietHours } from '../session/quiet-hours.ts';
import { quietSpanIn } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';

/** So much late is still on time: what sounds then sounds from its beginning. */
export const startToleranceMs = 2000;

/** A late boot joins a hard entry when so much of it is left. */
const joinLeastMs = 10_000;
const joinLeastShare = 0.25;

/** Where in an entry it begins when it sounds at `atMs`, or `null` when that is too late. */
function beginningAt(entry: Entry, atMs: EpochMs, nextHardAt: EpochMs): number | null {
  const lateMs = atMs - entry.startsAt;
  if (lateMs <= startToleranceMs) return 0;
  if (entry.startMode === 'hard') {
    const leftMs = entry.durationMs - lateMs;
    return leftMs >= joinLeastMs && leftMs >= joinLeastShare * entry.durationMs ? lateMs : null;
  }
  const fits = atMs + entry.durationMs <= nextHardAt + startToleranceMs;
  return atMs <= entry.latestStartAt && fits ? 0 : null;
}

/** Whether an entry can no longer start, at `nowMs` or ever after. */
export function isLost(entry: Entry, nowMs: EpochMs, nextHardAt: EpochMs): boolean {
  return beginningAt(entry, nowMs, nextHardAt) === null;
}

export type Start =
  | { is: 'possible'; fromMs: number; silentFrom: EpochMs }
  | { is: 'refused'; reason: 'quiet_hours' | 'expired' }
  | { is: 'missed' };

/** How far beyond the planned end a slow start may carry an entry. */
const overrunMs = 10_000;

/**
 * Whether an entry may sound from `atMs` on, and the instant from which it must be silent whatever is
 * left of it (`Infinity` for none). What would sound within quiet hours or after its validity is refused
 * whole; the little by which a start was late is cut off at its end instead.
 */
export function judgeStart(
  entry: Entry,
  atMs: EpochMs,
  nextHardAt: EpochMs,
  guard: { quietHours: readonly QuietHours[]; zone: string },
): Start {
  const fromMs = beginningAt(entry, atMs, nextHardAt);
  if (fromMs === null) return { is: 'missed' };
  const end = atMs + entry.durationMs - fromMs;
  const lateMs = atMs - entry.startsAt;
  const plannedEnd = lateMs <= startToleranceMs ? end - lateMs : end;

  const notAfter = entry.notAfter ?? Infinity;
  if (plannedEnd > notAfter) return { is: 'refused', reason: 'expired' };
  const quiet = quietSpanIn(guard.quietHours, atMs, end + overrunMs, guard.zone);
  const quietFrom = quiet?.fromMs ?? Infinity;
  if (plannedEnd > quietFrom) return { is: 'refused', reason: 'quiet_hours' };
  return { is: 'possible', fromMs, silentFrom: Math.min(notAfter, quietFrom) };
}
