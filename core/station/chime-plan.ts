import type { QuietHours } from '../session/quiet-hours.ts';
import { quietSpanIn } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { Cue } from './held-entry.ts';

export interface ChimeInput {
  /** What is made ready. */
  cue: Cue | null;
  /** How long the chime lasts. */
  chimeMs: number;
  /** What sounds now. */
  playing: { endsAt: EpochMs } | null;
  /** When the last sound ended; `null` for never. */
  silentSince: EpochMs | null;
  /** `null` before the first settings. */
  quietHours: readonly QuietHours[] | null;
  zone: string;
}

/** After a shorter silence the programme goes on: nobody has to be told that it begins. */
const leastSilenceMs = 10_000;

/**
 * Whether a chime comes before what is made ready: only before the first sound after a silence, where that begins
 * from its beginning, and never within quiet hours.
 */
export function isAnnounced(input: ChimeInput): boolean {
  const { cue, chimeMs, playing, silentSince, quietHours, zone } = input;
  if (!cue || cue.fromMs > 0 || quietHours === null) return false;
  const fromMs = cue.atMs - chimeMs;
  const soundedUntil = playing?.endsAt ?? silentSince ?? -Infinity;
  if (fromMs - soundedUntil < leastSilenceMs) return false;
  return quietSpanIn(quietHours, fromMs, cue.atMs, zone) === null;
}
