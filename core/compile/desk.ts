import { occurrenceId } from '../broadcast/occurrence.ts';
import type { Entry } from '../playlist/playlist.ts';
import { startOfDay } from '../time/zoned.ts';
import type { Block, Refusal } from './block.ts';
import { entriesOf, refusalAt } from './block.ts';
import type { DayInput, RankedBroadcast, Ruling, RulingReason } from './day.ts';
import { keptEntries } from './kept.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline } from './timeline.ts';

/** What placing a block needs: the air, and where to write what became of it. */
export interface Desk {
  input: DayInput;
  timeline: Timeline;
  entries: Entry[];
  /** By occurrence. */
  rulings: Map<string, Ruling>;
  /** Occurrences that have begun or are frozen, with the length that they keep. */
  keptMs: ReadonlyMap<string, number>;
  /** Seats a block at an instant that is known to be free, unless it may not air then. */
  seat(block: Block, startsAt: number, latestDelayMs: number, reason: RulingReason): boolean;
  leaveOut(block: Block, reason: RulingReason): void;
  refuse(broadcast: RankedBroadcast, refusal: Refusal): void;
}

/** A desk on which what a recompile leaves alone lies already. */
export function openDesk(input: DayInput, today: readonly RankedBroadcast[]): Desk {
  const kept = keptEntries(input, today);
  const timeline = timelineWith(input, kept.entries);
  const entries = [...kept.entries];
  const rulings = new Map(kept.rulings.map((ruling) => [ruling.occurrence, ruling]));
  const rule = (
    broadcast: RankedBroadcast,
    rest: Pick<Ruling, 'airs' | 'reason'> & Partial<Ruling>,
  ) => {
    const occurrence = occurrenceId(broadcast.id, input.date);
    rulings.set(occurrence, {
      occurrence,
      broadcastId: broadcast.id,
      title: broadcast.title,
      startsAt: null,
      recordingId: null,
      ...rest,
    });
  };
  return {
    input,
    timeline,
    entries,
    rulings,
    keptMs: kept.keptMs,
    seat(block, startsAt, latestDelayMs, reason) {
      const refusal = refusalAt(block, startsAt, input);
      if (refusal) {
        rule(block.broadcast, { airs: false, ...refusal });
        return false;
      }
      timeline.take({ fromMs: startsAt, toMs: startsAt + block.durationMs });
      entries.push(...entriesOf(block, startsAt, latestDelayMs));
      rule(block.broadcast, { airs: true, reason, startsAt });
      return true;
    },
    leaveOut: (block, reason) => rule(block.broadcast, { airs: false, reason }),
    refuse: (broadcast, refusal) => rule(broadcast, { airs: false, ...refusal }),
  };
}

/** Yesterday's tail and what is kept take their air first. */
function timelineWith({ date, zone, busyUntil }: DayInput, kept: readonly Entry[]): Timeline {
  const timeline = createTimeline();
  if (busyUntil > 0) timeline.take({ fromMs: startOfDay(date, zone), toMs: busyUntil });
  for (const { startsAt, durationMs } of kept)
    timeline.take({ fromMs: startsAt, toMs: startsAt + durationMs });
  return timeline;
}
