import { rm, stat } from 'node:fs/promises';
import { AppError } from '../../runtime/error.ts';
import { findPerson } from '../auth/repo.ts';
import { partOf, type UploadsDeps } from './deps.ts';
import { duplicateOf } from './duplicate.ts';
import { intoLibrary } from './into-library.ts';
import { findUpload, moveUpload, type UploadRow } from './repo.ts';
import { requireWish, uploadWish, type UploadWish } from './wish.ts';

/** Makes of an upload what it is to become. */
export interface Finisher {
  /**
   * Does what is left to do for an upload whose bytes are all there, and gives its row; one that is not
   * whole, or over, stays as it is. Called as often as one likes, also after a kill: each step finds what
   * the earlier ones left.
   * @throws AppError `upload_not_found`, or what may pass, such as `disk_full`: then it is still whole
   */
  finish: (id: string) => Promise<UploadRow>;
}

export function createFinisher(deps: UploadsDeps): Finisher {
  const running = new Map<string, Promise<UploadRow>>();
  return {
    finish: (id) => {
      const known = running.get(id);
      if (known) return known;
      const done = finish(deps, id).finally(() => running.delete(id));
      running.set(id, done);
      return done;
    },
  };
}

async function finish(deps: UploadsDeps, id: string): Promise<UploadRow> {
  const row = await requireUpload(deps, id);
  if (row.state !== 'receiving' && row.state !== 'whole') return row;
  const size = await sizeOf(partOf(deps, id));
  if (row.state === 'receiving' && size !== row.length_bytes) return row;
  const wish = uploadWish.parse(JSON.parse(row.fields));
  const source = await keepBytes(deps, { row, wish, hasPart: size !== undefined });
  if (typeof source === 'string') {
    const refused = await refuse(deps, id, source);
    await rm(partOf(deps, id), { force: true });
    return refused;
  }
  return await settle(deps, row, { wish, source });
}

/**
 * Hashes the file and moves it into the media store; the hash is written down before the move. Gives the
 * code of a refusal where the bytes are gone, or are not what was announced.
 */
async function keepBytes(
  deps: UploadsDeps,
  { row, wish, hasPart }: { row: UploadRow; wish: UploadWish; hasPart: boolean },
): Promise<{ sha256: string; bytes: number } | 'object_not_found' | 'upload_interrupted'> {
  const { db, media, clock } = deps;
  const part = partOf(deps, row.id);
  const bytes = row.length_bytes;
  if (!hasPart) {
    const { source_sha256: sha256 } = row;
    const isKept = sha256 !== null && (await media.has(sha256));
    return isKept ? { sha256, bytes } : 'object_not_found';
  }
  const { sha256 } = await media.measure(part);
  if (wish.sha256 !== null && wish.sha256 !== sha256) return 'upload_interrupted';
  await moveUpload(
    db,
    { id: row.id, from: ['receiving', 'whole'] },
    { state: 'whole', source_sha256: sha256, touched_at: clock.now() },
  );
  return await media.adopt(part, { sha256, bytes });
}

async function settle(
  deps: UploadsDeps,
  row: UploadRow,
  { wish, source }: { wish: UploadWish; source: { sha256: string; bytes: number } },
): Promise<UploadRow> {
  const { db, clock } = deps;
  const { id } = row;
  const now = clock.now();
  const principal = await findPerson(db, row.user_id, { now, until: now });
  if (!principal) return await refuse(deps, id, 'not_allowed');
  if (!wish.isWantedAgain) {
    const { recordingId } = wish;
    const { sha256 } = source;
    const duplicate = await duplicateOf(db, principal, { sha256, recordingId });
    if (duplicate !== null) {
      const change = { state: 'duplicate', recording_id: duplicate } as const;
      await moveUpload(db, { id, from: ['whole'] }, change);
      return await requireUpload(deps, id);
    }
  }
  try {
    await requireWish(deps, principal, wish);
    await intoLibrary(deps, { principal, row, wish, source, from: 'whole' });
  } catch (error) {
    // A right or a programme may have gone since the upload began.
    if (!(error instanceof AppError) || isPassing(error)) throw error;
    return await refuse(deps, id, error.code);
  }
  return await requireUpload(deps, id);
}

function isPassing({ kind }: AppError): boolean {
  return kind === 'busy' || kind === 'broken';
}

async function refuse(deps: UploadsDeps, id: string, reason: string): Promise<UploadRow> {
  const change = { state: 'refused', reason_code: reason } as const;
  await moveUpload(deps.db, { id, from: ['receiving', 'whole'] }, change);
  return await requireUpload(deps, id);
}

async function requireUpload({ db }: UploadsDeps, id: string): Promise<UploadRow> {
  const row = await findUpload(db, id);
  if (!row) throw new AppError('upload_not_found', `there is no upload ${id}`);
  return row;
}

/** Length in bytes; undefined when there is no such file. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
