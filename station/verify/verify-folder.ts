import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  keysObject,
  playlistObject,
  playlistOf,
  settingsObject,
} from '../../contract/station/objects.ts';
import type { SignedHead } from '../../contract/station/head.ts';
import { filesOf } from '../../core/playlist/playlist.ts';
import { sha256 as hashOf } from '../../runtime/crypto.ts';
import { kyselyOver, openDatabase } from '../../runtime/database.ts';
import { readHead } from '../head/verify-head.ts';
import { readFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';
import type { StationDatabase } from '../store/schema.ts';
import { fileHash } from '../sync/media-folder.ts';

/** What was looked at, and how it is. */
export interface Finding {
  what: 'head' | 'keys' | 'settings' | 'playlist' | 'media';
  /** A hash, or the day of a playlist. */
  name: string;
  /** `missing`: not fetched yet, which is no fault by itself; `wrong`: other than what was signed. */
  state: 'good' | 'missing' | 'wrong';
  detail: string;
}

/** The folder is not an agent's. */
export class NoAgentFolder extends Error {}

/**
 * Holds everything in an agent's data folder against the signature of its head, and each thing against the hash
 * by which a signed one names it. Reads only; the agent may run meanwhile.
 * @throws NoAgentFolder
 */
export async function verifyFolder(folder: string): Promise<Finding[]> {
  const file = join(folder, 'station.sqlite');
  if (!existsSync(file)) throw new NoAgentFolder(`${folder} holds no station.sqlite`);
  const db = kyselyOver<StationDatabase>(openDatabase(file, { readonly: true }));
  try {
    return await verify(db, join(folder, 'media'));
  } finally {
    await db.destroy();
  }
}

async function verify(db: StationStore, media: string): Promise<Finding[]> {
  const keys = await readFact(db, 'keys');
  const endpointId = await readFact(db, 'endpoint_id');
  const held = await db.selectFrom('head').select('bytes').executeTakeFirst();
  if (!held)
    return [{ what: 'head', name: '', state: 'missing', detail: 'no head was accepted yet' }];
  if (keys === null || endpointId === null)
    return [
      { what: 'head', name: '', state: 'wrong', detail: 'it is not known by whom it is signed' },
    ];
  const read = readHead(held.bytes, keys, endpointId);
  if (!read.ok)
    return [{ what: 'head', name: '', state: 'wrong', detail: `${read.code}: ${read.detail}` }];
  const { head } = read;
  const named = `number ${head.sequence}, signed by ${head.keyId}`;
  const good: Finding = { what: 'head', name: String(head.sequence), state: 'good', detail: named };
  return [good, ...(await verifyNamed(db, media, head))];
}

const shapes = { keys: keysObject, settings: settingsObject, playlist: playlistObject };

async function verifyNamed(db: StationStore, media: string, head: SignedHead): Promise<Finding[]> {
  const rows = await db.selectFrom('object').selectAll().execute();
  const objects = new Map(rows.map(({ sha256, bytes }) => [sha256, bytes]));
  const object = (what: keyof typeof shapes, name: string, sha256: string): Finding => {
    const bytes = objects.get(sha256);
    if (!bytes) return { what, name, state: 'missing', detail: sha256 };
    if (hashOf(bytes) !== sha256) return { what, name, state: 'wrong', detail: sha256 };
    const isShaped = shapes[what].safeParse(JSON.parse(bytes.toString())).success;
    return { what, name, state: isShaped ? 'good' : 'wrong', detail: sha256 };
  };
  const playlists = head.days.map(({ date, playlist }) => object('playlist', date, playlist));
  const files = playlists
    .filter(({ state }) => state === 'good')
    .flatMap(({ detail }) => {
      const { entries } = playlistOf(JSON.parse((objects.get(detail) ?? '').toString()));
      return entries.flatMap((entry) => filesOf(entry).map(({ sha256 }) => sha256));
    });
  const sounds: Finding[] = [];
  for (const name of new Set(files)) sounds.push(await verifyFile(media, name));
  return [
    object('keys', head.keys, head.keys),
    object('settings', head.settings, head.settings),
    ...playlists,
    ...sounds,
  ];
}

async function verifyFile(media: string, name: string): Promise<Finding> {
  const found = await fileHash(join(media, name));
  if (found === null) return { what: 'media', name, state: 'missing', detail: '' };
  if (found === name) return { what: 'media', name, state: 'good', detail: '' };
  return { what: 'media', name, state: 'wrong', detail: `it holds ${found}` };
}
