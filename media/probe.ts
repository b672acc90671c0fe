import { open, stat } from 'node:fs/promises';
import { MediaError } from './media-error.ts';
import { probeJson } from './run.ts';
import { promisedWavBytes } from './wav-length.ts';

/** What a file says of itself, before anything is decoded. */
export interface Probe {
  /** ffprobe's name of the container. */
  format: string;
  codec: string;
  sampleRate: number;
  channels: number;
  /** Pictures or video beside the sound. */
  hasPicture: boolean;
  /** As the header promises; undefined when it promises nothing and any value would be a guess. */
  promisedMs: number | undefined;
  /** A length for showing progress, possibly a guess. */
  roughMs: number | undefined;
}

const timeoutMs = 20_000;
const leastRate = 2_000;
const greatestRate = 768_000;
const mostChannels = 32;
// First bytes of files that hold sound: if ffprobe fails on one, it is damaged, not foreign.
const soundMarks =
  /^(?:RIFF....WAVE|fLaC|OggS|ID3|....ftyp|FORM....AIF|\x1aE\xdf\xa3|\xff[\xfb\xf3\xf2\xfa])/s;

/**
 * Asks ffprobe what a file is.
 * @throws MediaError `empty_file`, `not_audio`, `damaged_audio`, `ffmpeg_timeout`, `ffmpeg_failed`.
 */
export async function probe(path: string, signal?: AbortSignal): Promise<Probe> {
  const { size } = await stat(path);
  if (size === 0) throw new MediaError('empty_file', 'the file is empty');
  const { json, complaints, succeeded } = await probeJson(path, { timeoutMs, signal });
  if (!succeeded) throw await unreadable(path);
  const found = parseProbe(json, complaints);
  if (!found) throw new MediaError('not_audio', 'the file holds no sound');
  const promisedBytes = await promisedWavBytes(path);
  if (promisedBytes !== undefined && promisedBytes > size) {
    const detail = `the file has ${size} bytes of the ${promisedBytes} that it promises`;
    throw new MediaError('damaged_audio', detail);
  }
  return found;
}

/** Reads ffprobe's JSON; undefined when there is no sound stream that can be decoded. */
export function parseProbe(json: string, complaints: readonly string[]): Probe | undefined {
  const root = asRecord(parseJson(json));
  const format = asRecord(root['format']);
  const streams = Array.isArray(root['streams']) ? root['streams'].map(asRecord) : [];
  const sound = streams.find((stream) => stream['codec_type'] === 'audio');
  const sampleRate = asNumber(sound?.['sample_rate']);
  const channels = asNumber(sound?.['channels']);
  if (!sound || !sampleRate || !channels) return undefined;
  if (sampleRate < leastRate || sampleRate > greatestRate || channels > mostChannels)
    return undefined;
  const seconds = asNumber(sound['duration']) ?? asNumber(format['duration']);
  const roughMs = seconds === undefined ? undefined : seconds * 1_000;
  const isGuess = complaints.some((line) => line.includes('Estimating duration'));
  return {
    format: asText(format['format_name']),
    codec: asText(sound['codec_name']),
    sampleRate,
    channels,
    hasPicture: streams.some((stream) => stream['codec_type'] === 'video'),
    promisedMs: isGuess ? undefined : roughMs,
    roughMs,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Names in a file can be anything; what cannot be told apart holds no sound.
    return undefined;
  }
}

async function unreadable(path: string): Promise<MediaError> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    const isSound = soundMarks.test(buffer.toString('latin1', 0, bytesRead));
    return isSound
      ? new MediaError('damaged_audio', 'the file begins like sound but cannot be read')
      : new MediaError('not_audio', 'the file is not sound');
  } finally {
    await file.close();
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
  return Number.isFinite(number) && number > 0 ? number : undefined;
}
