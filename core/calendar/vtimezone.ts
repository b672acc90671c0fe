import { stampOf } from '../recurrence/rrule-text.ts';
import type { EpochMs } from '../time/zoned.ts';
import { localDateOf, localTimeOf } from '../time/zoned.ts';
import type { ZoneChange } from './zone-changes.ts';
import { lastZoneChange, offsetMsAt, zoneChanges } from './zone-changes.ts';

/**
 * The lines of a VTIMEZONE that is right from one instant to another. Each change of the clocks stands for
 * itself: programs disagree about observances with RDATE, and no rule holds for a zone for ever.
 */
export function vtimezoneLines(zone: string, fromMs: EpochMs, toMs: EpochMs): string[] {
  const offset = offsetMsAt(zone, fromMs);
  const first = lastZoneChange(zone, fromMs) ?? {
    at: EARLIEST_MS - offset,
    offsetBeforeMs: offset,
    offsetAfterMs: offset,
  };
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...[first, ...zoneChanges(zone, fromMs, toMs)].flatMap(observanceLines),
    'END:VTIMEZONE',
  ];
}

/** 1601-01-01, before any zone and any recording. */
const EARLIEST_MS = -11_644_473_600_000;

function observanceLines({ at, offsetBeforeMs, offsetAfterMs }: ZoneChange): string[] {
  const kind = offsetAfterMs > offsetBeforeMs ? 'DAYLIGHT' : 'STANDARD';
  const wallMs = at + offsetBeforeMs;
  return [
    `BEGIN:${kind}`,
    `DTSTART:${stampOf(localDateOf(wallMs, 'UTC'), localTimeOf(wallMs, 'UTC'))}`,
    `TZOFFSETFROM:${offsetText(offsetBeforeMs)}`,
    `TZOFFSETTO:${offsetText(offsetAfterMs)}`,
    `TZNAME:${offsetText(offsetAfterMs)}`,
    `END:${kind}`,
  ];
}

/** `+0700`; with seconds where a zone of old had them. */
function offsetText(offsetMs: number): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (seconds % 60 !== 0) parts.push(seconds % 60);
  const digits = parts.map((part) => String(part).padStart(2, '0')).join('');
  return `${offsetMs < 0 ? '-' : '+'}${digits}`;
}
