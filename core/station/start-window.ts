import type { Entry } from '../playlist/playlist.ts';
import type { QuietHours } from '../session/quiet-hours.ts';
import { quietSpanIn } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';

/** So much late is still on time: what sounds then sounds from its beginning. */
export const startToleranceMs = 2000;

/** A late boot joins a hard entry when so much of it is left. */
export const joinLeastMs = 10_000;
const joinLeastShare = 0.25;

/** The last instant at which an entry may start; from then on it is lost. */
export function lastStartOf(entry: Entry, nextHardAt: EpochMs): EpochMs {
  const { startsAt, durationMs } = entry;
  const byMode =
    entry.startMode === 'hard'
      ? startsAt + durationMs - Math.max(joinLeastMs, joinLeastShare * durationMs)
      : Math.min(entry.latestStartAt, nextHardAt + startToleranceMs - durationMs);
  return Math.max(startsAt + startToleranceMs, byMode);
}

export type Start =
  | { is: 'possible'; fromMs: number; silentFrom: EpochMs }
  | { is: 'refused'; reason: 'quiet_hours' | 'expired' }
  | { is: 'missed' };

/** How far beyond the planned end a slow start may carry an entry. */
export const overrunMs = 10_000;

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
  if (atMs > lastStartOf(entry, nextHardAt)) return { is: 'missed' };
  const lateMs = atMs - entry.startsAt;
  const isOnTime = lateMs <= startToleranceMs;
  const fromMs = isOnTime || entry.startMode === 'soft' ? 0 : lateMs;
  const end = atMs + entry.durationMs - fromMs;
  const plannedEnd = isOnTime ? end - lateMs : end;

  const notAfter = entry.notAfter ?? Infinity;
  if (plannedEnd > notAfter) return { is: 'refused', reason: 'expired' };
  const quiet = quietSpanIn(guard.quietHours, atMs, end + overrunMs, guard.zone);
  const quietFrom = quiet?.fromMs ?? Infinity;
  if (plannedEnd > quietFrom) return { is: 'refused', reason: 'quiet_hours' };
  return { is: 'possible', fromMs, silentFrom: Math.min(notAfter, quietFrom) };
}
