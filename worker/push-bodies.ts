import { open, readFile } from 'node:fs/promises';
import type { JobPayload } from '../contract/jobs.ts';
import type { MediaStore } from '../media/store.ts';
import { sha256 } from '../runtime/crypto.ts';
import { AppError } from '../runtime/error.ts';

/** What says where the body of a push stands. */
export type PushPlace = Pick<JobPayload<'push'>, 'body' | 'pack'>;

/**
 * Reads the body of a push.
 * @throws AppError `object_not_found`
 */
export type ReadBody = (place: PushPlace) => Promise<Buffer>;

/** For a push alone: of a pack it reads no more than that body. */
export function bodyAlone(store: MediaStore): ReadBody {
  return async (place) => checked(place, await readAlone(store, place).catch(refuseMissing));
}

/** For the pushes of a batch: each file is read once, and held as long as the batch is. */
export function bodiesOfBatch(store: MediaStore): ReadBody {
  const files = new Map<string, Promise<Buffer>>();
  return async (place) => {
    const { body, pack } = place;
    if (!pack) return await bodyAlone(store)(place);
    const known = files.get(pack.file) ?? readFile(store.path(pack.file));
    files.set(pack.file, known);
    const whole = await known.catch(refuseMissing);
    return checked({ body, pack }, whole.subarray(pack.fromByte, pack.fromByte + pack.bytes));
  };
}

async function readAlone(store: MediaStore, { body, pack }: PushPlace): Promise<Buffer> {
  if (!pack) return await readFile(store.path(body));
  const bytes = Buffer.alloc(pack.bytes);
  const file = await open(store.path(pack.file));
  try {
    await file.read(bytes, 0, pack.bytes, pack.fromByte);
  } finally {
    await file.close();
  }
  return bytes;
}

/** A file of its own has its hash for a name; within a pack a body is found by numbers alone. */
function checked({ body, pack }: PushPlace, bytes: Buffer): Buffer {
  if (pack && sha256(bytes) !== body)
    throw new AppError('object_not_found', 'What is to be pushed is not where it should be.');
  return bytes;
}

function refuseMissing(cause: unknown): never {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  const detail = 'What is to be pushed is not in the media store.';
  throw new AppError('object_not_found', detail, { cause });
}
