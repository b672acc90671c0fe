import type { Kysely } from 'kysely';
import { signedHead } from '../../contract/station/head.ts';
import { filesOf } from '../../core/playlist/playlist.ts';
import { AppError } from '../../runtime/error.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { readPlaylist } from '../timetable/stored-day.ts';
import type { KnownEndpoint } from './endpoint-cache.ts';
import { sendFile, type Exchange, type SendFileDeps } from './send-file.ts';

export interface MediaDeps extends SendFileDeps {
  db: Kysely<Database>;
}

/**
 * Sends a file that one of the endpoint's playlists names, or a part of it.
 * @throws AppError `media_not_allowed`, `object_not_found`
 */
export async function serveMedia(
  deps: MediaDeps,
  endpoint: KnownEndpoint,
  sha256: string,
  exchange: Exchange,
): Promise<void> {
  endpoint.media ??= mediaNamedBy(deps.db, endpoint);
  if (!(await endpoint.media).has(sha256))
    throw new AppError('media_not_allowed', 'no playlist of this endpoint names the file');
  await sendFile(deps, sha256, exchange);
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
