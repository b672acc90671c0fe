import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterTest } from './after-test.ts';
import { makeSound } from './sound.ts';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);
/** Of the MP3 that is streamed: 64 kbit/s. */
const bytesPerMs = 8;
const stepMs = 50;

/** A radio on this machine. */
export interface TestStream {
  origin: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  /** What a path answers besides the streams. */
  answers: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** How many are being served now. */
  listeners(): number;
  close(): Promise<void>;
}

/**
 * Streams a tone: `/live.mp3` without end; `/breaks.mp3`, whose first listener is cut off after 700 ms and comes
 * back in vain for two seconds; `/ends.mp3`, which is gone after 700 ms; `/live.m3u8`. All else is missing.
 */
export async function testStream({
  hertz = 440,
  isSecure = false,
}: { hertz?: number; isSecure?: boolean } = {}): Promise<TestStream> {
  const folder = await tempFolder();
  const known = encoded.get(hertz) ?? encode(folder, hertz);
  encoded.set(hertz, known);
  const { sound, segments } = await known;
  const asked: string[] = [];
  const answers: TestStream['answers'] = new Map();
  const cutAt = new Map<string, number>();
  let listeners = 0;
  const began = Date.now();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    listeners += 1;
    response.on('close', () => (listeners -= 1));
    const path = request.url ?? '';
    asked.push(path);
    const other = answers.get(path);
    const segment = segments.get(path);
    const brokenSince = cutAt.get(path);
    if (other) other(request, response);
    else if (segment) response.end(segment);
    else if (path === '/live.m3u8') response.end(playlistAt(Date.now() - began));
    else if (path === '/live.mp3') pour(response, sound, Infinity);
    else if (path === '/breaks.mp3' && brokenSince !== undefined) {
      if (Date.now() - brokenSince < 2000) response.writeHead(503).end();
      else pour(response, sound, Infinity);
    } else if ((path === '/breaks.mp3' || path === '/ends.mp3') && brokenSince === undefined) {
      pour(response, sound, 700, () => cutAt.set(path, Date.now()));
    } else response.writeHead(404).end();
  };
  const server = isSecure
    ? createSecureServer(await certificate(folder), answer)
    : createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  afterTest(close);
  return {
    origin: `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`,
    asked,
    answers,
    listeners: () => listeners,
    close,
  };
}

interface Encoded {
  sound: Buffer;
  /** By path. */
  segments: Map<string, Buffer>;
}

/** By frequency: the radios of a file send the same. */
const encoded = new Map<number, Promise<Encoded>>();

async function encode(folder: string, hertz: number): Promise<Encoded> {
  const tone = `sine=f=${hertz}:d=30:r=44100,volume=4`;
  const bare = ['-write_xing', '0', '-id3v2_version', '0'];
  const mp3 = ['-c:a', 'libmp3lame', '-b:a', '64k', '-ac', '2', ...bare];
  const sound = await readFile(await makeSound(join(folder, 'tone.mp3'), tone, mp3));
  return { sound, segments: await makeSegments(folder, tone) };
}

/** Of a radio's own making, as many have it. */
async function certificate(folder: string): Promise<{ key: Buffer; cert: Buffer }> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-days', '2'];
  await run('openssl', ['req', ...made, '-keyout', key, '-out', cert]);
  return { key: await readFile(key), cert: await readFile(cert) };
}

/** Writes sound as fast as it is heard, a little of it ahead as radios do, and hangs up after so long. */
function pour(response: ServerResponse, sound: Buffer, lengthMs: number, onCut?: () => void): void {
  response.writeHead(200, { 'content-type': 'audio/mpeg' });
  const began = Date.now() - 300;
  let written = 0;
  const timer = setInterval(() => {
    const due = Math.min((Date.now() - began) * bytesPerMs, lengthMs * bytesPerMs);
    while (written < due) {
      const from = written % sound.length;
      const chunk = sound.subarray(from, Math.min(sound.length, from + due - written));
      response.write(chunk);
      written += chunk.length;
    }
    if (Date.now() - began < lengthMs) return;
    onCut?.();
    response.destroy();
  }, stepMs);
  response.on('close', () => clearInterval(timer));
}

/** Segments of a second, for `/live.m3u8`. */
async function makeSegments(folder: string, tone: string): Promise<Map<string, Buffer>> {
  const list = join(folder, 'live.m3u8');
  const hls = ['-f', 'hls', '-hls_time', '1', '-hls_list_size', '0'];
  const input = ['-v', 'error', '-f', 'lavfi', '-i', tone, '-c:a', 'aac', '-b:a', '64k'];
  await run('ffmpeg', [...input, ...hls, list]);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const read = names.map(async (name) => [`/${name}`, await readFile(join(folder, name))] as const);
  return new Map(await Promise.all(read));
}

/** A live HLS stream as it is so long after its beginning: its last four segments, and no end. */
function playlistAt(ms: number): string {
  const first = Math.floor(ms / 1000);
  const segments = [0, 1, 2, 3].flatMap((ahead) => ['#EXTINF:1.0,', `live${first + ahead}.ts`]);
  const head = ['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-TARGETDURATION:1'];
  return [...head, `#EXT-X-MEDIA-SEQUENCE:${first}`, ...segments, ''].join('\n');
}

/** The frequency of a tone in a sound file, in Hz, by its zero crossings; and how loud it is, as RMS of full scale. */
export async function toneIn(path: string): Promise<{ hertz: number; rms: number; ms: number }> {
  const rate = 16_000;
  const args = ['-v', 'error', '-i', path, '-ac', '1', '-ar', String(rate), '-f', 's16le', '-'];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 1e9 });
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 2));
  let crossings = 0;
  let sum = 0;
  samples.forEach((sample, index) => {
    sum += sample * sample;
    if (index > 0 && sample >= 0 !== (samples[index - 1] ?? 0) >= 0) crossings += 1;
  });
  const seconds = samples.length / rate;
  const rms = Math.sqrt(sum / Math.max(1, samples.length)) / 32_768;
  return { hertz: crossings / 2 / seconds, rms, ms: seconds * 1000 };
}
