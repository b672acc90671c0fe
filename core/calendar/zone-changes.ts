import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../time/zoned.ts';

/** When a zone changes its offset from UTC. */
export interface ZoneChange {
  at: EpochMs;
  offsetBeforeMs: number;
  offsetAfterMs: number;
}

/** The changes of a zone in (fromMs, toMs], in order. */
export function zoneChanges(zone: string, fromMs: EpochMs, toMs: EpochMs): ZoneChange[] {
  const changes: ZoneChange[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > toMs) return changes;
    changes.push(changeAt(next));
    at = next;
  }
}

/** The last change of a zone at or before an instant, or `null` where it never had another offset. */
export function lastZoneChange(zone: string, atMs: EpochMs): ZoneChange | null {
  const after = Temporal.Instant.fromEpochMilliseconds(atMs + 1).toZonedDateTimeISO(zone);
  const change = after.getTimeZoneTransition('previous');
  return change && changeAt(change);
}

/** Milliseconds that the walls of a zone are ahead of UTC. */
export function offsetMsAt(zone: string, atMs: EpochMs): number {
  return offsetOf(Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone));
}

function changeAt(at: Temporal.ZonedDateTime): ZoneChange {
  return {
    at: at.epochMilliseconds,
    offsetBeforeMs: offsetOf(at.subtract({ milliseconds: 1 })),
    offsetAfterMs: offsetOf(at),
  };
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return Math.round(at.offsetNanoseconds / 1e6);
}
