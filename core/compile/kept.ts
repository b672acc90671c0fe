import { parseOccurrenceId } from '../broadcast/occurrence.ts';
import type { Entry } from '../playlist/playlist.ts';
import { endOf, mediaOf } from '../playlist/playlist.ts';
import { quietSpanIn } from '../session/quiet-hours.ts';
import type { DayInput, RankedBroadcast, Ruling } from './day.ts';

interface Kept {
  entries: Entry[];
  rulings: Ruling[];
  /** Length kept per broadcast, in ms. */
  keptMs: Map<string, number>;
}

/**
 * What a recompile leaves alone: occurrences whose first entry starts before the freeze ends. Inside
 * it a recompile only removes: what lost its broadcast, its approval or its hour, unless it has ended,
 * because history does not change.
 */
export function keptEntries(input: DayInput, today: readonly RankedBroadcast[]): Kept {
  const broadcasts = new Map(today.map((broadcast) => [broadcast.id, broadcast]));
  const begun = new Set<string>();
  for (const entry of input.before)
    if (entry.startsAt < input.frozenUntil) begun.add(entry.occurrence);

  const kept: Kept = { entries: [], rulings: [], keptMs: new Map() };
  for (const entry of input.before) {
    if (!begun.has(entry.occurrence)) continue;
    const broadcastId = parseOccurrenceId(entry.occurrence)?.broadcastId ?? '';
    const broadcast = broadcasts.get(broadcastId);
    const hasEnded = endOf(entry) <= input.now;
    if (!hasEnded && !(broadcast && mayStay(entry, broadcast, input))) continue;
    kept.entries.push(entry);
    kept.keptMs.set(broadcastId, (kept.keptMs.get(broadcastId) ?? 0) + entry.durationMs);
    if (kept.rulings.some((ruling) => ruling.occurrence === entry.occurrence)) continue;
    kept.rulings.push({
      occurrence: entry.occurrence,
      broadcastId,
      title: broadcast?.title ?? entry.title,
      airs: true,
      reason: 'frozen',
      startsAt: entry.startsAt,
      recordingId: null,
    });
  }
  return kept;
}

function mayStay(entry: Entry, broadcast: RankedBroadcast, input: DayInput): boolean {
  if (quietSpanIn(input.quietHours, entry.startsAt, endOf(entry), input.zone)) return false;
  const sha256 = mediaOf(entry)?.sha256;
  return broadcast.items.some(({ recordingId }) => {
    const item = input.library.get(recordingId);
    return (
      item?.state === 'approved' &&
      item.profiles['mp3-48k']?.sha256 === sha256 &&
      (item.expiresAt === null || endOf(entry) <= item.expiresAt)
    );
  });
}
