import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Entry } from '../../../core/playlist/playlist.ts';
import { entryOf } from '../../support/bulletin.ts';
import { makeSound } from '../../support/sound.ts';
import type { StationProtocolServer } from '../../support/station-protocol-server.ts';

const run = promisify(execFile);

/** A recording, as it is delivered and as it must sound. */
export interface Item {
  file: string;
  sha256: string;
  bytes: number;
  durationMs: number;
  /** Every sample of it, 24 kHz. */
  samples: Buffer;
}

/** Items follow each other closely in groups, with silence between. */
export const groupSize = 10;
const restMs = 3000;
const encoding = ['-c:a', 'libmp3lame', '-b:a', '48k', '-ar', '24000', '-ac', '1'];

/**
 * Noise, each of its own seed and length, so that every sample tells where it belongs. The shorter they are, the
 * more of a machine goes into the start of decoders: 0.12 s of a core for each (measured, ffmpeg of Debian 12).
 */
export async function makeItems(
  server: StationProtocolServer,
  { folder, count, seconds: about = 2.5 }: { folder: string; count: number; seconds?: number },
): Promise<Item[]> {
  const items: Item[] = [];
  for (let index = 0; index < count; index += 1) {
    const seconds = about + ((index * 37) % 100) / 100;
    const noise = `anoisesrc=d=${seconds}:c=pink:seed=${index + 1}:r=24000:a=0.4`;
    const file = await makeSound(join(folder, `${index}.mp3`), noise, encoding);
    const bytes = await readFile(file);
    const decode = ['-v', 'error', '-i', file, '-ar', '24000', '-ac', '1', '-f', 's16le', '-'];
    const { stdout } = await run('ffmpeg', decode, { encoding: 'buffer', maxBuffer: 1e8 });
    const durationMs = Math.floor(stdout.length / 48);
    const samples = stdout.subarray(0, durationMs * 48);
    const sha256 = server.addMedia(bytes);
    items.push({ file, sha256, bytes: bytes.length, durationMs, samples });
  }
  return items;
}

/** One after another from an instant on. */
export function entriesOf(items: readonly Item[], from: number): Entry[] {
  let at = from;
  return items.map((item, index) => {
    if (index > 0 && index % groupSize === 0) at += restMs;
    const entry = entryOf(item, at, { name: `item${index}`, startMode: 'hard' });
    at += item.durationMs;
    return entry;
  });
}
