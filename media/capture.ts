import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { leastShare } from '../core/relay/least-share.ts';
import { MediaError } from './media-error.ts';
import { render } from './run.ts';
import { recordStream, streamFormat } from './stream.ts';

/** A programme that is recorded from a stream. */
export interface CaptureJob {
  url: string;
  proxyUrl: string;
  wantedMs: number;
  /** How long it may still go on. */
  leftMs: () => number;
  /** The path of a piece of it: the same for the same name, so that a new worker goes on where one ended. */
  stageFile: (name: string) => string;
  /** Where the whole goes, as FLAC. */
  target: string;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

/** What came of it. */
export interface Captured {
  durationMs: number;
  /** What the stream, or ffmpeg, last complained of. */
  complaint: string | null;
}

/** The stream opens again after so long, then more slowly. */
const firstWaitMs = 300;
const longestWaitMs = 5000;
/** Nothing that anybody hears. */
const trifleMs = 50;
const leastRunMs = 200;
const joinTimeoutMs = 10 * 60_000;

/**
 * Records until there is enough, the time is over, or enough cannot be had any more; a stream that breaks off
 * is opened again. Below {@link leastShare} nothing is written. The pieces are left: see {@link removePieces}.
 * @throws MediaError `disk_full`, `ffmpeg_failed`, `ffmpeg_timeout`; the signal's reason when aborted
 */
export async function captureStream(job: CaptureJob): Promise<Captured> {
  const { wantedMs, leftMs, signal, sleep } = job;
  let complaint: string | null = null;
  let waitMs = firstWaitMs;
  for (;;) {
    const pieces = await piecesOf(job);
    const hasMs = lengthOf(pieces);
    job.onProgress(hasMs / wantedMs);
    if (hasMs >= wantedMs - trifleMs || isHopeless(hasMs, job) || leftMs() < leastRunMs) {
      if (hasMs < wantedMs * leastShare) return { durationMs: Math.round(hasMs), complaint };
      await join(job, pieces);
      return { durationMs: Math.round(hasMs), complaint };
    }
    const target = job.stageFile(pieceName(pieces.length));
    complaint = (await recordPiece(job, target, wantedMs - hasMs)) ?? complaint;
    signal.throwIfAborted();
    const hasGrown = (await piecesOf(job)).length > pieces.length;
    waitMs = hasGrown ? firstWaitMs : Math.min(waitMs * 2, longestWaitMs);
    if (lengthOf(await piecesOf(job)) < wantedMs - trifleMs)
      await sleep(Math.max(0, Math.min(waitMs, leftMs())), signal);
  }
}

/** Removes what {@link captureStream} wrote on its way. */
export async function removePieces(stageFile: CaptureJob['stageFile']): Promise<void> {
  for (const { path } of await piecesOf({ stageFile }, true)) await rm(path, { force: true });
}

interface Piece {
  path: string;
  bytes: number;
}

async function piecesOf(
  { stageFile }: Pick<CaptureJob, 'stageFile'>,
  withEmpty = false,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (;;) {
    const path = stageFile(pieceName(pieces.length));
    const found = await stat(path).catch(() => null);
    if (!found || (found.size === 0 && !withEmpty)) return pieces;
    pieces.push({ path, bytes: found.size - (found.size % bytesPerFrame) });
  }
}

const bytesPerFrame = 2 * streamFormat.channels;
const pieceName = (index: number) => `${index}.pcm`;
const lengthOf = (pieces: readonly Piece[]) =>
  pieces.reduce((sum, { bytes }) => sum + bytes, 0) / streamFormat.bytesPerMs;

function isHopeless(hasMs: number, { wantedMs, leftMs }: CaptureJob): boolean {
  return hasMs + Math.max(0, leftMs()) < wantedMs * leastShare;
}

async function recordPiece(
  { url, proxyUrl, leftMs, signal }: CaptureJob,
  target: string,
  lengthMs: number,
): Promise<string | null> {
  try {
    return await recordStream({ url, proxyUrl, target, lengthMs, timeoutMs: leftMs(), signal });
  } catch (error) {
    // The programme is over.
    if (error instanceof MediaError && error.code === 'ffmpeg_timeout') return null;
    throw error;
  }
}

/** One file of all pieces, one after the other. */
async function join({ stageFile, target, signal }: CaptureJob, pieces: readonly Piece[]) {
  const wav = stageFile('whole.wav');
  try {
    const dataBytes = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
    await pipeline(async function* () {
      yield wavHeader(dataBytes);
      for (const { path, bytes } of pieces)
        yield* createReadStream(path, { end: bytes - 1 }) as AsyncIterable<Buffer>;
    }, createWriteStream(wav));
    const run = { timeoutMs: joinTimeoutMs, signal };
    const limitBytes = dataBytes + 2 ** 20;
    await render({ source: wav, target, inputOptions: [], outputOptions: flac, limitBytes }, run);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new MediaError('disk_full', 'there is no room for the recording', { cause: error });
    throw error;
  } finally {
    await rm(wav, { force: true });
  }
}

const flac: readonly string[] = ['-map', '0:a:0', '-c:a', 'flac', '-f', 'flac'];

/** The header of a WAV file; three hours of it are far below the 4 GB that it can tell. */
function wavHeader(dataBytes: number): Buffer {
  const { sampleRate, channels } = streamFormat;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * bytesPerFrame, 28);
  header.writeUInt16LE(bytesPerFrame, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
