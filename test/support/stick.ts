import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takenPlays, type TakenPlays } from '../../contract/http/bundles.ts';
import { problemOf, ProblemError } from '../../contract/client.ts';
import { tarEnd, tarHeader, tarPadding } from '../../runtime/tar.ts';
import type { Person } from './person.ts';
import { tempFolder } from './temp-folder.ts';

/** A folder where a stick would be mounted. */
export async function stick(): Promise<string> {
  const folder = join(await tempFolder(), 'usb');
  await mkdir(folder);
  return folder;
}

/** Downloads a bundle as the console does. @throws ProblemError */
export async function bundleOf(
  person: Person,
  path: `/${string}`,
): Promise<{ fileName: string; bytes: Buffer }> {
  const response = await person.fetch(`/api/v1${path}/bundle`);
  if (!response.ok) throw new ProblemError(problemOf(response.status, await response.text()));
  const disposition = response.headers.get('content-disposition') ?? '';
  const fileName = /filename="(.+)"/.exec(disposition)?.[1] ?? '';
  return { fileName, bytes: Buffer.from(await response.arrayBuffer()) };
}

export async function putOn(folder: string, file: { fileName: string; bytes: Buffer }) {
  await writeFile(join(folder, file.fileName), file.bytes);
}

/** Uploads what an endpoint wrote. @throws ProblemError */
export async function takeBack(person: Person, bytes: Buffer): Promise<TakenPlays> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), 'loa-plays.json');
  const response = await person.fetch('/api/v1/bundles/plays', { method: 'POST', body: form });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(problemOf(response.status, text));
  return takenPlays.parse(JSON.parse(text));
}

/** Files of a tar by name, in order. */
export function filesOfTar(tar: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const name = tar
      .subarray(at, at + 100)
      .toString()
      .replace(/\0.*$/s, '');
    const bytes = Number.parseInt(tar.subarray(at + 124, at + 135).toString(), 8);
    files.set(name, tar.subarray(at + 512, at + 512 + bytes));
    at += 512 + Math.ceil(bytes / 512) * 512;
  }
  return files;
}

export function tarOf(files: Iterable<readonly [string, Buffer]>): Buffer {
  const parts: Buffer[] = [];
  for (const [name, bytes] of files)
    parts.push(tarHeader(name, bytes.length, 0), bytes, tarPadding(bytes.length));
  return Buffer.concat([...parts, tarEnd()]);
}
