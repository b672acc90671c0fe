import { filesOf, type MediaFile } from '../../core/playlist/playlist.ts';
import { createHasher } from '../../runtime/crypto.ts';
import { timeLimit, type TimeLimit } from '../link/time-limit.ts';
import { insist, type Awake } from './awake.ts';

/** A line on which nothing comes for so long is given up, as an agent does. */
const idleLimitMs = 30_000;
const paceStepMs = 5_000;

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
  const { tally } = awake.deps;
  const hasher = createHasher();
  const limit = timeLimit(idleLimitMs, signal);
  try {
    const { chunks } = await awake.link.media(sha256, 0, limit.signal);
    for await (const chunk of chunks) {
      limit.renew();
      hasher.update(chunk);
      tally.count('bytes of files', chunk.length);
      await pace(awake, chunk.length, limit);
    }
  } finally {
    limit.end();
  }
  if (hasher.digest('base64url') !== sha256) tally.wrong(`${sha256} came with other bytes`);
}

/** Waits as long as so many bytes take on the endpoint's line; that is no silence. */
async function pace({ deps }: Awake, bytes: number, limit: TimeLimit): Promise<void> {
  const { clock, climate } = deps;
  if (climate.bytesPerSecond === null) return;
  for (let leftMs = (bytes / climate.bytesPerSecond) * 1000; leftMs > 0; leftMs -= paceStepMs) {
    await clock.sleep(Math.min(leftMs, paceStepMs), limit.signal);
    limit.renew();
  }
}
