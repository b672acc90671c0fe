import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import { signedHead } from '../../contract/station/head.ts';
import { filesOf } from '../../core/playlist/playlist.ts';
import type { MediaStore } from '../../media/store.ts';
import { AppError } from '../../runtime/error.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { parseRange } from './byte-range.ts';
import { readPlaylist } from '../timetable/stored-day.ts';
import type { KnownEndpoint } from './endpoint-cache.ts';

export interface MediaDeps {
  db: Kysely<Database>;
  store: MediaStore;
}

const profileType = 'audio/mpeg';

/**
 * Sends a file that one of the endpoint's playlists names, or a part of it.
 * @throws AppError `media_not_allowed`, `object_not_found`
 */
export async function serveMedia(
  { db, store }: MediaDeps,
  endpoint: KnownEndpoint,
  sha256: string,
  exchange: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { request, response } = exchange;
  endpoint.media ??= mediaNamedBy(db, endpoint);
  if (!(await endpoint.media).has(sha256))
    throw new AppError('media_not_allowed', 'no playlist of this endpoint names the file');
  const size = await store.size(sha256);
  if (size === undefined) throw new AppError('object_not_found', 'the file is not here');
  const headers = {
    'content-type': profileType,
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
    'cache-control': 'private, max-age=31536000, immutable',
  };
  const ifRange = request.headers['if-range'];
  const isSame = ifRange === undefined || ifRange === headers.etag;
  const range = isSame ? parseRange(request.headers.range, size) : null;
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': end - start + 1,
    ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  await pipeline(store.openRead(sha256, { start, end }), response);
}

async function mediaNamedBy(
  db: Kysely<Database>,
  { head }: KnownEndpoint,
): Promise<ReadonlySet<string>> {
  if (!head) return new Set();
  const { days } = signedHead.parse(JSON.parse(head.bytes.toString()));
  const playlists = await readObjects(
    db,
    days.map(({ playlist }) => playlist),
  );
  const named = new Set<string>();
  for (const bytes of playlists.values())
    for (const { sha256 } of (readPlaylist(bytes)?.entries ?? []).flatMap(filesOf))
      named.add(sha256);
  return named;
}
