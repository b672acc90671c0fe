import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Entry } from '../../core/playlist/playlist.ts';
import { makeSound } from './sound.ts';
import type { StationProtocolServer } from './station-protocol-server.ts';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);

/** An encoded tone and its decoded length. */
export interface Bulletin {
  sha256: string;
  bytes: number;
  durationMs: number;
  /** Its samples as it is decoded. */
  samples: Int16Array;
}

interface Tone {
  seconds: number;
  hertz?: number;
  /** Of noise in the place of a tone. */
  seed?: number;
}

/** Makes an MP3 of a tone, or of noise by its seed, as the library would and gives it to the server. */
export async function addBulletin(server: StationProtocolServer, tone: Tone): Promise<Bulletin> {
  const { bytes, samples } = await made(tone);
  const durationMs = Math.round(samples.length / 24);
  return { sha256: server.addMedia(bytes), bytes: bytes.length, durationMs, samples };
}

type Made = Pick<Bulletin, 'samples'> & { bytes: Buffer };

/** By what is asked for: the tests of a file ask for the same. */
const known = new Map<string, Promise<Made>>();

function made(tone: Tone): Promise<Made> {
  const name = JSON.stringify(tone);
  const making = known.get(name) ?? make(tone);
  known.set(name, making);
  return making;
}

async function make({ seconds, hertz = 1000, seed }: Tone): Promise<Made> {
  const path = join(await tempFolder(), 'tone.mp3');
  const tone = `aevalsrc=0.5*sin(2*PI*${hertz}*t):s=24000:d=${seconds}`;
  const noise = `anoisesrc=d=${seconds}:c=pink:seed=${seed}:r=24000:a=0.4`;
  const source = seed === undefined ? tone : noise;
  await makeSound(path, source, ['-c:a', 'libmp3lame', '-b:a', '48k', '-ar', '24000', '-ac', '1']);
  const bytes = await readFile(path);
  const pcm = await run('ffmpeg', ['-v', 'error', '-i', path, '-f', 's16le', '-'], {
    encoding: 'buffer',
    maxBuffer: 1e9,
  });
  return { bytes, samples: new Int16Array(new Uint8Array(pcm.stdout).buffer) };
}

/** An entry for a bulletin. */
export function entryOf(
  bulletin: Omit<Bulletin, 'samples'>,
  startsAt: number,
  rest: Partial<Entry> & { name?: string } = {},
): Entry {
  const { name = 'b1', ...fields } = rest;
  const occurrence = `${name}-2026-01-01`;
  return {
    key: `${occurrence}/0`,
    occurrence,
    title: `Bản tin ${name}`,
    startsAt,
    latestStartAt: startsAt,
    durationMs: bulletin.durationMs,
    source: {
      type: 'media',
      profiles: { 'mp3-48k': { sha256: bulletin.sha256, bytes: bulletin.bytes, fromMs: 0 } },
    },
    kind: 'speech',
    volumePercent: null,
    gainDb: 0,
    notAfter: null,
    class: 'normal',
    startMode: 'soft',
    afterInterrupt: 'restart',
    ...fields,
  };
}
