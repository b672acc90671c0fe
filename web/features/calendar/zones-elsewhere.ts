import type { EpochMs } from '../../../core/time/zoned.ts';
import { localDateOf, localTimeOf } from '../../../core/time/zoned.ts';

/** Those of some zones, each once, whose clocks show another time than the viewer's own at an instant. */
export function zonesElsewhere(zones: readonly string[], own: string, at: EpochMs): string[] {
  const shown = (zone: string) => `${localDateOf(at, zone)} ${localTimeOf(at, zone)}`;
  return [...new Set(zones)].filter((zone) => shown(zone) !== shown(own));
}
