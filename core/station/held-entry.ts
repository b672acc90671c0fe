import type { Entry } from '../playlist/playlist.ts';
import { soundName } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';

/** An entry of a playlist in force. */
export interface HeldEntry {
  entry: Entry;
  /** Hash of its playlist. */
  playlist: string;
  /** When a playlist with this entry at this time was first accepted. */
  heldSince: EpochMs;
}

/** An entry made ready to sound. */
export interface Cue {
  held: HeldEntry;
  /** When its first frame sounds. */
  atMs: EpochMs;
  /** Where in the entry it begins; a part of a millisecond where it goes on after a cut. */
  fromMs: number;
  /** It must be silent from here on, however much is left; `Infinity` for never. */
  silentFrom: EpochMs;
  /** What sounds then gives way, faded out by that instant. */
  cuts: boolean;
}

/** An entry at its time: a new time makes it another slot, and it may sound again. */
export function slotOf(entry: Pick<Entry, 'key' | 'startsAt'>): string {
  return `${entry.key}@${entry.startsAt}`;
}

/** Same key, sound and start: the same to the ear. */
export function isSame(held: HeldEntry | undefined, entry: Entry): boolean {
  return (
    held !== undefined &&
    slotOf(held.entry) === slotOf(entry) &&
    soundName(held.entry) === soundName(entry)
  );
}
