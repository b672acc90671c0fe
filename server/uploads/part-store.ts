import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { Upload } from '@tus/server';
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { findUpload } from './repo.ts';

/** Where tus keeps the bytes; what it wants to know about an upload comes from our table. */
export class PartStore extends FileStore {
  constructor(directory: string, db: Kysely<Database>) {
    super({ directory, configstore: rowsOf(db) });
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  /**
   * Appends what comes and gives how long the file is then. Also when it throws, nothing is written to
   * the file any more, so that its length is where to go on.
   */
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const target = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    try {
      await pipeline(source, target);
    } finally {
      await untilClosed(target);
    }
    return offset + target.bytesWritten;
  }
}

function untilClosed(target: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (target.closed) resolve();
    else target.once('close', resolve);
  });
}

/** Rows are written by us alone: before tus makes the file, and when the upload is over. */
function rowsOf(db: Kysely<Database>) {
  return {
    get: async (id: string) => {
      const row = await findUpload(db, id);
      return row && new Upload({ id, size: row.length_bytes, offset: 0 });
    },
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
}
