import { defaultMaxDelayMs } from '../broadcast/broadcast.ts';
import { isOnDate, occurrenceId } from '../broadcast/occurrence.ts';
import type { Entry } from '../playlist/playlist.ts';
import { startOfDay } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import type { Block } from './block.ts';
import { blockOf, comparePower, entriesOf, refusalAt } from './block.ts';
import type { CompiledDay, DayInput, RankedBroadcast, Ruling, RulingReason } from './day.ts';
import { instantIn } from './instant-in.ts';
import { keptEntries } from './kept.ts';
import { placeSessions } from './place-sessions.ts';
import { createTimeline } from './timeline.ts';

/** What placing a block needs: the air, and where to write what became of it. */
export interface Desk {
  input: DayInput;
  timeline: ReturnType<typeof createTimeline>;
  /** Seats a block at an instant that is known to be free, unless it may not air then. */
  seat(block: Block, startsAt: number, latestDelayMs: number, reason: RulingReason): boolean;
  leaveOut(block: Block, reason: RulingReason): void;
  /** Occurrences that have begun or are frozen, with the length that they keep. */
  keptMs: ReadonlyMap<string, number>;
}

/**
 * One day of the endpoints that hear the same: same input, same bytes. What is frozen stays; then hard
 * `at` broadcasts by power, then the sessions, then soft ones into the gaps.
 */
export function compileDay(input: DayInput): CompiledDay {
  const timeline = createTimeline();
  const today = input.broadcasts.filter((broadcast) => isOnDate(broadcast.dates, input.date));
  const kept = keptEntries(input, today);
  const entries: Entry[] = [...kept.entries];
  const rulings = new Map(kept.rulings.map((ruling) => [ruling.occurrence, ruling]));
  if (input.busyUntil > 0)
    timeline.take({
      fromMs: startOfDay(input.date, input.zone),
      toMs: input.busyUntil,
    });
  for (const entry of kept.entries)
    timeline.take({
      fromMs: entry.startsAt,
      toMs: entry.startsAt + entry.durationMs,
    });

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
  const desk: Desk = {
    input,
    timeline,
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
  };

  const blocks: Block[] = [];
  for (const broadcast of today) {
    if (rulings.has(occurrenceId(broadcast.id, input.date))) continue;
    const block = blockOf(broadcast, input);
    if ('reason' in block) rule(broadcast, { airs: false, ...block });
    else blocks.push(block);
  }
  blocks.sort(comparePower);
  placeAt(blocks, 'hard', desk);
  placeSessions(blocks, desk);
  placeAt(blocks, 'soft', desk);

  entries.sort((a, b) => a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1));
  return {
    playlist: { v: 1, date: input.date, zone: input.zone, entries },
    rulings: [...rulings.values()].sort((a, b) => (a.occurrence < b.occurrence ? -1 : 1)),
  };
}

function placeAt(blocks: readonly Block[], start: 'hard' | 'soft', desk: Desk): void {
  const { input, timeline } = desk;
  const midnight = startOfDay(addDays(input.date, 1), input.zone);
  for (const block of blocks) {
    const { placement, whenBeaten } = block.broadcast;
    if (placement.kind !== 'at' || placement.start !== start) continue;
    const wish = instantIn(input, placement.time);
    const maxDelayMs = start === 'soft' ? placement.maxDelayMs : defaultMaxDelayMs;
    const latest = Math.min(wish + maxDelayMs, midnight - 1);
    if (wish < input.frozenUntil) {
      desk.leaveOut(block, 'too_late');
      continue;
    }
    if (timeline.isFree({ fromMs: wish, toMs: wish + block.durationMs })) {
      desk.seat(block, wish, start === 'hard' ? 0 : latest - wish, 'placed');
      continue;
    }
    const gap =
      whenBeaten === 'skip' && start === 'hard'
        ? null
        : timeline.firstGap(wish, block.durationMs, latest);
    if (gap === null) desk.leaveOut(block, 'beaten');
    else desk.seat(block, gap, latest - gap, 'moved_behind_stronger');
  }
}
