import type { SignedHead } from '../../contract/station/head.ts';
import { playlistOf } from '../../contract/station/objects.ts';
import type { Playlist } from '../../core/playlist/playlist.ts';
import type { StationStore } from '../store/open-store.ts';
import type { ObjectStore } from './object-store.ts';

/** A playlist in force on a day. */
export interface InForce {
  date: string;
  sha256: string;
  playlist: Playlist;
}

/**
 * For each day that the head names: its playlist, or the one that was in force where it is not here yet.
 * `known` saves reading what is in memory.
 */
export async function putInForce(
  { db, objects }: { db: StationStore; objects: ObjectStore },
  head: SignedHead,
  known: readonly InForce[],
): Promise<InForce[]> {
  const rows = await db.selectFrom('day').selectAll().execute();
  const before = new Map(rows.map(({ date, playlist }) => [date, playlist]));
  const read = async (sha256: string | undefined) => {
    if (sha256 === undefined) return null;
    const found = known.find((day) => day.sha256 === sha256);
    if (found) return { sha256, playlist: found.playlist };
    const object = await objects.get('playlist', sha256);
    return object && { sha256, playlist: playlistOf(object) };
  };
  const days: InForce[] = [];
  for (const { date, playlist } of head.days) {
    const found = (await read(playlist)) ?? (await read(before.get(date)));
    if (found) days.push({ date, ...found });
  }
  await writeDays(db, before, days);
  return days;
}

async function writeDays(
  db: StationStore,
  before: ReadonlyMap<string, string>,
  days: readonly InForce[],
): Promise<void> {
  const isSame =
    days.length === before.size && days.every(({ date, sha256 }) => before.get(date) === sha256);
  if (isSame) return;
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('day').execute();
    const rows = days.map(({ date, sha256 }) => ({ date, playlist: sha256 }));
    if (rows.length > 0) await trx.insertInto('day').values(rows).execute();
  });
}
