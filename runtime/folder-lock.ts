import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from './error.ts';

/** Sole use of a folder. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes sole use of a data folder (made if missing). The lock is a file lock of the kernel, held
 * through SQLite: it goes with its process however that ends, so no lock is ever stale.
 * @throws AppError `folder_locked` when another process holds it.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const holderFile = join(folder, 'lock.pid');
  const lock = new Database(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new AppError(
      'folder_locked',
      `${folder} is in use by process ${readHolder(holderFile)}`,
      {
        cause,
      },
    );
  }
  writeFileSync(holderFile, String(process.pid));
  return { release: () => lock.close() };
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '(unknown)';
  }
}
