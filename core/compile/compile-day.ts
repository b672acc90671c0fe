import { defaultMaxDelayMs } from '../broadcast/broadcast.ts';
import { isOnDate, occurrenceId } from '../broadcast/occurrence.ts';
import { addDays, startOfDay } from '../time/zoned.ts';
import type { Block } from './block.ts';
import { blockOf, comparePower } from './block.ts';
import type { CompiledDay, DayInput } from './day.ts';
import type { Desk } from './desk.ts';
import { openDesk } from './desk.ts';
import { instantIn } from './instant-in.ts';
import { placeSessions } from './place-sessions.ts';

/**
 * One day of the endpoints that hear the same: same input, same bytes. What is frozen stays; then hard
 * `at` broadcasts by power, then the sessions, then soft ones into the gaps.
 */
export function compileDay(input: DayInput): CompiledDay {
  const today = input.broadcasts.filter((broadcast) => isOnDate(broadcast.dates, input.date));
  const desk = openDesk(input, today);
  const blocks: Block[] = [];
  for (const broadcast of today) {
    if (desk.rulings.has(occurrenceId(broadcast.id, input.date))) continue;
    const block = blockOf(broadcast, input);
    if ('reason' in block) desk.refuse(broadcast, block);
    else blocks.push(block);
  }
  blocks.sort(comparePower);
  placeAt(blocks, 'hard', desk);
  placeSessions(blocks, desk);
  placeAt(blocks, 'soft', desk);

  const entries = desk.entries.sort((a, b) => a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1));
  return {
    playlist: { v: 1, date: input.date, zone: input.zone, entries },
    rulings: [...desk.rulings.values()].sort((a, b) => (a.occurrence < b.occurrence ? -1 : 1)),
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
