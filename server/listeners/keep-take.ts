import { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { ListenDay } from '../../contract/http/listening.ts';
import type { JobPayload } from '../../contract/jobs.ts';
import { searchedPart } from '../../core/listening/likeness.ts';
import { takeLimitBytes, takeMs, takesADay, takeTimeOf } from '../../core/listening/listening.ts';
import { soundContainerOf } from '../../core/listening/sound-container.ts';
import { mediaOf, type MediaFile } from '../../core/playlist/playlist.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { ensureWork } from '../jobs/work.ts';
import type { Database } from '../store/schema.ts';
import { countTakes } from './count-takes.ts';
import type { ListeningDeps } from './deps.ts';
import { listenDay } from './listen-day.ts';
import type { Listener } from './open-link.ts';
import { requireEntry, type NamedEntry } from './require-entry.ts';

export interface Take extends NamedEntry {
  /** How long ago the recording ended, in ms. */
  endedAgoMs: number;
  bytes: Readable;
}

/**
 * Keeps what a phone recorded of an item; the same bytes are kept once, whoever sends them again.
 * @throws AppError `occurrence_not_found`, `listening_too_early`, `listening_too_late`,
 *   `listening_recordings_full`, `not_audio`, `upload_too_large`; MediaError `disk_full`
 */
export async function keepTake(
  deps: ListeningDeps,
  listener: Listener,
  { bytes, endedAgoMs, ...named }: Take,
): Promise<ListenDay> {
  const { db, store, clock } = deps;
  const { endpointId, linkId, name } = listener;
  const now = clock.now();
  const endedAt = now - endedAgoMs;
  const entry = await requireEntry(deps, endpointId, named);
  const time = takeTimeOf(entry, { endedAt, now });
  if (time !== 'good') throw new AppError(`listening_${time}`, 'it was not sounding then');
  if (await isFull(db, linkId, now)) throw full();
  const sound = await readSound(bytes);
  const container = soundContainerOf(sound);
  if (container === null) throw new AppError('not_audio', 'no sound as phones record it');
  const file = await store.put(Readable.from([sound]), { limitBytes: takeLimitBytes });
  const played = mediaOf(entry);
  const row = {
    ...{ id: newId(clock), endpoint_id: endpointId, entry_key: entry.key },
    ...{ starts_at: entry.startsAt, occurrence: entry.occurrence, title: entry.title },
    ...{ link_id: linkId, said_by: name, ended_at: endedAt, received_at: now },
    ...{ container, file_sha256: file.sha256, bytes: file.bytes, likeness: null },
  };
  await keepRow(deps, row, played && searchIn(played, row));
  deps.kick();
  return listenDay(deps, listener);
}

/** Those that came at once are counted once more, one after the other. */
async function keepRow(
  { db, store, clock }: ListeningDeps,
  row: Database['listener_recording'],
  search: JobPayload<'compare'> | null,
): Promise<void> {
  const isKept = await db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('listener_recording')
      .select('id')
      .where('file_sha256', '=', row.file_sha256)
      .executeTakeFirst();
    if (known) return true;
    if (await isFull(trx, row.link_id, row.received_at)) return false;
    await trx.insertInto('listener_recording').values(row).execute();
    const work = { kind: 'compare' as const, subject: row.id, clock };
    if (search) await ensureWork(trx, { ...work, payload: search, priority: 'background' });
    return true;
  });
  if (isKept) return;
  await store.remove(row.file_sha256);
  throw full();
}

/** Where in what was played the recording is looked for. */
function searchIn(
  { sha256, fromMs }: MediaFile,
  row: Database['listener_recording'],
): JobPayload<'compare'> {
  const part = searchedPart({ startsAt: row.starts_at, takeMs }, row.ended_at);
  return {
    ...{ recorded: row.file_sha256, played: sha256 },
    ...{ fromMs: fromMs + part.fromMs, lengthMs: part.lengthMs },
  };
}

async function isFull(db: Kysely<Database>, linkId: string, now: number): Promise<boolean> {
  return (await countTakes(db, linkId, now)) >= takesADay;
}

function full(): AppError {
  return new AppError('listening_recordings_full', `${takesADay} recordings a day are enough`);
}

/** All of it, since it is so small. */
async function readSound(bytes: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > takeLimitBytes) throw new AppError('upload_too_large', 'longer than ten seconds');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
