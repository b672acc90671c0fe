import type { Relay } from '../broadcast/item.ts';
import type { Zone } from '../time/zone.ts';
import type { EpochMs } from '../time/zoned.ts';
import { addDays, localDateOf } from '../time/zoned.ts';

/** So long before it is to sound a recording is complete: to be encoded, checked and fetched, in ms. */
export const relayMarginMs = 10 * 60_000;

/** When the last of it is recorded, by a stream that runs behind the clock. */
export function captureEnd(
  startsAt: EpochMs,
  { durationMs, delayMs }: Pick<Relay, 'durationMs' | 'delayMs'>,
): EpochMs {
  return startsAt + durationMs + delayMs;
}

/**
 * When the programme begins that a recorded relay sounds at an instant: the last time by the wall clock of
 * `zone` that leaves the margin. `null` where nobody said when it is on.
 */
export function programmeStart(
  relay: Pick<Relay, 'durationMs' | 'delayMs' | 'recordAt'>,
  soundsAt: EpochMs,
  zone: Zone,
): EpochMs | null {
  const { recordAt } = relay;
  if (recordAt === null) return null;
  const today = localDateOf(soundsAt, zone.name);
  const days = [0, -1, -2].map((days) => zone.instantOf(addDays(today, days), recordAt));
  return days.find((at) => captureEnd(at, relay) + relayMarginMs <= soundsAt) ?? null;
}
