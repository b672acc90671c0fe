import { lstat, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// sockaddr_un holds 108 bytes with the closing zero; the rest is the socket's name.
const longestFolderBytes = 107 - '/redis.sock'.length;

/**
 * A folder for a socket that only this user enters: that of the `earlier` socket if it is still
 * ours (so clients find the new server where the old one was), else a new one with a short path.
 */
export async function socketFolder(earlier: string | undefined): Promise<string> {
  if (earlier !== undefined && (await isOurs(dirname(earlier)))) return dirname(earlier);
  const stem = join(tmpdir(), 'loa-');
  const isShort = Buffer.byteLength(stem) + 6 <= longestFolderBytes;
  return mkdtemp(isShort ? stem : '/tmp/loa-');
}

async function isOurs(folder: string): Promise<boolean> {
  try {
    const found = await lstat(folder);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o77) === 0;
  } catch {
    return false;
  }
}
