import { filesOf, type MediaFile } from '../../core/playlist/playlist.ts';
import { createHasher } from '../../runtime/crypto.ts';
import { insist, type Awake } from './awake.ts';

/** Fetches every file that is named, at the pace of its line, holds it against its hash and keeps none of it. */
export async function fetchFiles(awake: Awake, signal: AbortSignal): Promise<void> {
  const { held, deps } = awake;
  const files = new Map<string, MediaFile>();
  for (const hash of held.days.values())
    for (const entry of deps.playlists.get(hash)?.entries ?? [])
      for (const file of filesOf(entry)) files.set(file.sha256, file);
  for (const { sha256 } of files.values()) {
    if (held.files.has(sha256)) continue;
    await insist(awake, 'media', () => fetchFile(awake, sha256, signal), signal);
    held.files.add(sha256);
  }
}

async function fetchFile(awake: Awake, sha256: string, signal: AbortSignal): Promise<void> {
  const { link, deps } = awake;
  const { clock, climate, tally } = deps;
  const { chunks } = await link.media(sha256, 0, signal);
  const hasher = createHasher();
  for await (const chunk of chunks) {
    hasher.update(chunk);
    tally.count('bytes of files', chunk.length);
    if (climate.bytesPerSecond !== null)
      await clock.sleep((chunk.length / climate.bytesPerSecond) * 1000, signal);
  }
  if (hasher.digest('base64url') !== sha256) tally.wrong(`${sha256} came with other bytes`);
}
