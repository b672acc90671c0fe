import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createMediaStore } from '../../../media/store.ts';
import { openStore } from '../../../server/store/open-store.ts';

/** What a recording is to sound like. */
export interface RealFile {
  bytes: Buffer;
  /** As seeded when left out. */
  durationMs?: number;
}

/** Gives each of a seeded province's recordings a real file. */
export async function putFiles(
  dataFolder: string,
  fileOf: (recordingId: string) => RealFile,
): Promise<void> {
  const media = await createMediaStore(join(dataFolder, 'media'));
  const { db, close } = await openStore(join(dataFolder, 'loa.sqlite'));
  const rows = await db
    .selectFrom('recording_version')
    .select(['recording_id as recordingId', 'source_sha256 as source'])
    .execute();
  for (const { recordingId, source } of rows) {
    const { bytes, durationMs } = fileOf(recordingId);
    const { sha256 } = await media.put(Readable.from([bytes]), { limitBytes: bytes.length });
    await db
      .updateTable('rendition')
      .set({ sha256, bytes: bytes.length })
      .$if(durationMs !== undefined, (query) => query.set({ duration_ms: durationMs ?? 0 }))
      .where('source_sha256', '=', source)
      .execute();
  }
  await close();
}
