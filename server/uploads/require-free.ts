import { statfs } from 'node:fs/promises';
import { AppError } from '../../runtime/error.ts';

const mostKeptFree = 2 * 1024 ** 3;
const shareKeptFree = 0.05;

/**
 * Leaves the disk of a folder room for the database and for what is made of the sources: 2 GiB, or a
 * twentieth of a small disk.
 * @throws AppError `disk_full` when so many bytes more would take of it
 */
export async function requireFree(folder: string, bytes: number): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const kept = Math.min(mostKeptFree, blocks * bsize * shareKeptFree);
  const left = bavail * bsize - kept;
  if (bytes > left)
    throw new AppError('disk_full', `${Math.max(Math.floor(left), 0)} bytes are left`);
}
