import type { Kysely } from 'kysely';
import type { LiveEvent } from '../../contract/http/live.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Database } from '../store/schema.ts';
import type { LiveHub } from './hub.ts';

/** Tells open consoles of recordings. None of it fails or waits: who missed it reads again. */
export interface LiveRecordings {
  /** They are new, changed or have another state. */
  changed: (ids: readonly string[]) => void;
  /** Something became of a source: all recordings whose newest version has it are told. */
  sourceChanged(sha256: string): void;
  /** How far the work on a source is, 0 to 1. */
  progress(sha256: string, fraction: number): void;
}

export interface LiveRecordingsDeps {
  db: Kysely<Database>;
  hub: LiveHub;
  clock: Clock;
  log: Logger;
}

const batch = 200;

export function createLiveRecordings({ db, hub, clock, log }: LiveRecordingsDeps): LiveRecordings {
  const waiting = new Set<string>();
  let running: Promise<void> | null = null;
  const flush = async () => {
    while (waiting.size > 0) {
      // What changes many at once is read and told in pieces.
      await clock.sleep(0);
      const ids = [...waiting].slice(0, batch);
      for (const id of ids) waiting.delete(id);
      const rows = await db
        .selectFrom('recording')
        .select(['id', 'area_id', 'state'])
        .where('id', 'in', ids)
        .execute();
      for (const { id, area_id: areaId, state } of rows)
        await hub.tell(areaId, { type: 'recording.changed', recordingId: id, state });
    }
  };
  const quietly = (work: Promise<unknown>) => {
    work.catch((err: unknown) => log.warn({ err }, 'open consoles were not told'));
  };
  const changed = (ids: readonly string[]) => {
    if (hub.isEmpty()) return;
    for (const id of ids) waiting.add(id);
    running ??= flush().finally(() => {
      running = null;
    });
    quietly(running);
  };
  const ofSource = (sha256: string) =>
    db
      .selectFrom('recording_version as version')
      .innerJoin('recording', 'recording.latest_version_id', 'version.id')
      .select(['recording.id', 'recording.area_id', 'version.state'])
      .where('version.source_sha256', '=', sha256)
      .limit(batch)
      .execute();
  const tellProgress = async (sha256: string, fraction: number) => {
    for (const { id, area_id: areaId, state } of await ofSource(sha256)) {
      // Other work on it goes on in the background and is nobody's to wait for.
      if (state !== 'stored' && state !== 'checking') continue;
      const event: LiveEvent = { type: 'recording.progress', recordingId: id, progress: fraction };
      await hub.tell(areaId, event);
    }
  };
  return {
    changed,
    sourceChanged: (sha256) => {
      if (hub.isEmpty()) return;
      quietly(ofSource(sha256).then((rows) => changed(rows.map(({ id }) => id))));
    },
    progress: (sha256, fraction) => {
      if (!hub.isEmpty()) quietly(tellProgress(sha256, fraction));
    },
  };
}
