import type { DayRecord, Ruling } from '../../core/compile/day.ts';
import type { Entry, Playlist } from '../../core/playlist/playlist.ts';

/** A day as it is kept: what endpoints fetch, and what is known of it besides. */
export interface StoredDayContent {
  playlist: Playlist;
  record: DayRecord;
}

/** An entry or a playlist of an earlier version. */
type Kept = Omit<Playlist, 'entries' | 'powered'> & {
  entries: (Omit<Entry, 'volumePercent'> & Partial<Pick<Entry, 'volumePercent'>>)[];
  powered?: Playlist['powered'];
};

/**
 * Reads a playlist, written by this server alone and named by its hash; those kept by earlier versions lack what
 * was not known then.
 */
export function readPlaylist(bytes: Buffer | undefined): Playlist | null {
  if (!bytes) return null;
  const value = JSON.parse(bytes.toString()) as Kept;
  const entries = value.entries.map((entry) => ({
    ...entry,
    volumePercent: entry.volumePercent ?? null,
  }));
  return { ...value, powered: value.powered ?? [], entries };
}

const emptyRecord: DayRecord = { rulings: [], sessions: [], guests: [], asks: [] };

/** Reads the record of a day, written by this server alone, for itself; earlier versions kept rulings only. */
export function readRecord(bytes: Buffer | undefined): DayRecord {
  if (!bytes) return emptyRecord;
  const value = JSON.parse(bytes.toString()) as DayRecord | Ruling[];
  if (!Array.isArray(value)) return value;
  const rulings = value.map((ruling) => ({
    ...{ soundMs: 0, sessionKey: null, part: null, beatenBy: null },
    ...ruling,
  }));
  return { ...emptyRecord, rulings };
}
