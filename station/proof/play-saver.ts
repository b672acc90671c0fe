import type { Logger } from '../../runtime/log.ts';
import type { StationStore } from '../store/open-store.ts';
import { writePlays, type PlayRow } from './play-rows.ts';

/**
 * Writes rows one batch after another and never throws: what the disk did not take is tried again with
 * the next batch.
 */
export function createPlaySaver(
  db: StationStore,
  log: Logger,
): (rows: readonly PlayRow[]) => Promise<void> {
  const unsaved = new Set<PlayRow>();
  let saving = Promise.resolve();

  const saveAll = async () => {
    const rows = [...unsaved];
    unsaved.clear();
    try {
      const records = await writePlays(db, rows);
      for (const [index, row] of rows.entries())
        row.record = { ...row.record, sequence: records[index]?.sequence ?? 0 };
    } catch (err) {
      for (const row of rows) unsaved.add(row);
      log.error({ err, plays: rows.length }, 'plays not written');
    }
  };
  return (rows) => {
    for (const row of rows) unsaved.add(row);
    saving = saving.then(saveAll);
    return saving;
  };
}
