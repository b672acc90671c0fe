import { playRecord, type PlayRecord } from '../../contract/station/exchange.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../core/station/held-entry.ts';
import { slotOf } from '../../core/station/held-entry.ts';
import { localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import type { StationStore } from '../store/open-store.ts';

/** An entry of the day, for whoever stands at the loudspeaker. */
export interface TodayRow {
  time: string;
  title: string;
  durationMs: number;
  state: 'sounds' | 'due' | 'played' | 'partial' | 'silent';
  /** Why it did not sound to its end. */
  reason: PlayRecord['reason'] | null;
}

/** What sounds today, has sounded, and has not. */
export async function readToday(
  db: StationStore,
  given: { entries: readonly HeldEntry[]; playing: HeldEntry | null; now: number; zone: string },
): Promise<TodayRow[]> {
  const { now, zone } = given;
  const today = localDateOf(now, zone);
  const entries = given.entries
    .map(({ entry }) => entry)
    .filter(({ startsAt }) => localDateOf(startsAt, zone) === today);
  const first = entries[0]?.startsAt ?? now;
  const rows = await db
    .selectFrom('play')
    .select(['slot', 'record'])
    .where('due_at', '>=', first)
    .orderBy('sequence')
    .execute();
  const records = new Map(
    rows.map(({ slot, record }) => [slot, playRecord.parse(JSON.parse(record))]),
  );
  const playing = given.playing && slotOf(given.playing.entry);
  return entries.map((entry) => ({
    time: localTimeOf(entry.startsAt, zone),
    title: entry.title,
    durationMs: entry.durationMs,
    ...stateOf(entry, records.get(slotOf(entry)), playing),
  }));
}

function stateOf(
  entry: Entry,
  record: PlayRecord | undefined,
  playing: string | null,
): Pick<TodayRow, 'state' | 'reason'> {
  if (playing === slotOf(entry)) return { state: 'sounds', reason: null };
  if (!record) return { state: 'due', reason: null };
  if (record.reason === 'completed') return { state: 'played', reason: null };
  return { state: record.heardMs > 0 ? 'partial' : 'silent', reason: record.reason };
}
