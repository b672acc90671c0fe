import type { HeldEntry } from '../../core/station/held-entry.ts';
import { slotOf } from '../../core/station/held-entry.ts';
import type { CutEntry } from '../../core/station/interruption.ts';
import type { PlayRow } from './play-rows.ts';

/** What was cut off, with the play that goes on if it sounds again; `null` where that will be another play. */
export type CutPlay = CutEntry & { row: PlayRow | null };

/** What was cut off and may sound again. */
export interface CutList {
  add(play: CutPlay, at: number): void;
  /** The last one last. */
  all(): readonly CutPlay[];
  take(held: HeldEntry): CutPlay | null;
  /** When something was cut off last. */
  interruptedAt(): number | null;
}

export function createCutList(): CutList {
  const plays = new Map<string, CutPlay>();
  let interruptedAt: number | null = null;
  return {
    add(play, at) {
      plays.set(slotOf(play.held.entry), play);
      interruptedAt = at;
    },
    all: () => [...plays.values()],
    take(held) {
      const play = plays.get(slotOf(held.entry)) ?? null;
      plays.delete(slotOf(held.entry));
      return play;
    },
    interruptedAt: () => interruptedAt,
  };
}
