import type { HeldFile } from '../../core/station/held-file.ts';
import { filesOf } from '../../core/playlist/playlist.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { StationStore } from '../store/open-store.ts';
import type { InForce } from '../timetable/days.ts';
import type { MediaFolder } from './media-folder.ts';

/** What is known of the audio on disk. */
export interface Files {
  all(): ReadonlyMap<string, HeldFile>;
  /** For the play plan: what may sound, and what was found spoilt and has not come again. */
  media(): ReadonlyMap<string, 'held' | 'damaged'>;
  /** Remembers the last day that names each file. */
  note(inForce: readonly InForce[]): Promise<void>;
  /** It has just come and been checked. */
  arrived(sha256: string, bytes: number): void;
  /** Reads the whole file; what is spoilt is reported, removed and has to come again. */
  verify(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
}

export async function openFiles(deps: {
  db: StationStore;
  folder: MediaFolder;
  incidents: Incidents;
  /** Something has to come again. */
  onSpoilt: () => void;
}): Promise<Files> {
  const { db, folder, incidents } = deps;
  const rows = await db.selectFrom('file').selectAll().execute();
  const lastDates = new Map(rows.map((row) => [row.sha256, row.last_date]));
  const files = new Map<string, HeldFile>();
  const media = new Map<string, 'held' | 'damaged'>();
  for (const { sha256, bytes } of await folder.list())
    files.set(sha256, { state: 'unverified', lastDate: lastDates.get(sha256) ?? null, bytes });

  const hold = (sha256: string, bytes: number) => {
    files.set(sha256, { state: 'held', lastDate: lastDates.get(sha256) ?? null, bytes });
    media.set(sha256, 'held');
  };

  return {
    all: () => files,
    media: () => media,
    async note(inForce) {
      for (const [sha256, date] of lastDatesOf(inForce)) {
        if (lastDates.get(sha256) === date) continue;
        lastDates.set(sha256, date);
        const file = files.get(sha256);
        if (file) files.set(sha256, { ...file, lastDate: date });
        await db
          .insertInto('file')
          .values({ sha256, last_date: date })
          .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ last_date: date }))
          .execute();
      }
    },
    arrived: hold,
    async verify(sha256) {
      if (await folder.isSound(sha256)) {
        hold(sha256, files.get(sha256)?.bytes ?? 0);
        return true;
      }
      files.delete(sha256);
      media.set(sha256, 'damaged');
      await folder.remove(sha256);
      const detail = `${sha256} was spoilt on disk`;
      await incidents.report({ what: 'media', code: 'hash_mismatch', detail });
      deps.onSpoilt();
      return false;
    },
    async remove(sha256) {
      await folder.remove(sha256);
      files.delete(sha256);
      media.delete(sha256);
      lastDates.delete(sha256);
      await db.deleteFrom('file').where('sha256', '=', sha256).execute();
    },
  };
}

function lastDatesOf(inForce: readonly InForce[]): Map<string, string> {
  const dates = new Map<string, string>();
  for (const { date, playlist } of inForce)
    for (const { sha256 } of playlist.entries.flatMap(filesOf))
      if ((dates.get(sha256) ?? '') < date) dates.set(sha256, date);
  return dates;
}
