import type { Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import { rankOf } from '../../core/area/area.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { LibraryItem, RankedBroadcast } from '../../core/compile/day.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { Database } from '../store/schema.ts';
import { daysAhead } from './horizon.ts';
import { loadLibrary } from './library.ts';
import { quietHoursByArea } from './quiet-hours.ts';
import { createTargetIndex, type TargetIndex } from './target-index.ts';

/** What the compile of every station reads. */
export interface SharedInput {
  areas: ReadonlyMap<string, Area>;
  index: TargetIndex;
  library: ReadonlyMap<string, LibraryItem>;
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
}

/** Loads it for the days held at `now`; a draft stands in for its saved self. */
export async function loadShared(
  db: Kysely<Database>,
  { areas, now, draft }: { areas: ReadonlyMap<string, Area>; now: number; draft?: Broadcast },
): Promise<SharedInput> {
  const saved = await readBroadcasts(db, now);
  const broadcasts = draft ? [...saved.filter(({ id }) => id !== draft.id), draft] : saved;
  const recordingIds = broadcasts.flatMap(({ items }) =>
    items.map(({ recordingId }) => recordingId),
  );
  const ranked: RankedBroadcast[] = broadcasts.map((broadcast) => ({
    ...broadcast,
    rank: rankOf(areas, broadcast.ownerAreaId),
  }));
  return {
    areas,
    index: createTargetIndex(ranked, areas),
    library: await loadLibrary(db, recordingIds),
    quietHours: await quietHoursByArea(db),
  };
}

async function readBroadcasts(db: Kysely<Database>, now: number): Promise<Broadcast[]> {
  // A day more on either side: zones differ.
  const today = localDateOf(now, 'UTC');
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .where('first_date', '<=', addDays(today, daysAhead + 1))
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', addDays(today, -2))]))
    .execute();
  return rows.map(toBroadcast);
}
