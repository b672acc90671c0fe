import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** What is known of the `redis-server` of a data folder, also by the next supervisor. */
export interface ChildRecord {
  pid: number;
  /** As `processStart` says. */
  start: string;
  socket: string;
}

const schema = z.object({ pid: z.int(), start: z.string(), socket: z.string() });

/** The record in this folder, or undefined when there is none that can be read. */
export async function readChild(folder: string): Promise<ChildRecord | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(recordFile(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Keeps the record, replacing an older one at a stroke. */
export async function rememberChild(folder: string, child: ChildRecord): Promise<void> {
  const part = `${recordFile(folder)}.part`;
  await writeFile(part, JSON.stringify(child), { mode: 0o600 });
  await rename(part, recordFile(folder));
}

/** Removes the record and the socket's folder. */
export async function forgetChild(folder: string, child: ChildRecord): Promise<void> {
  await rm(dirname(child.socket), { recursive: true, force: true });
  await rm(recordFile(folder), { force: true });
}

function recordFile(folder: string): string {
  return join(folder, 'child.json');
}
