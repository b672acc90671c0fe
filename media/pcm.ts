import { spawn } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { MediaError } from './media-error.ts';

/** A decoder at work. */
export interface PcmDecoder {
  /** Interleaved signed 16-bit little-endian samples; reading it slowly holds ffmpeg back. */
  stdout: Readable;
  /** Resolves at the end; rejects with a MediaError when decoding failed, never when stopped. */
  done: Promise<void>;
  /** Kills it at once. */
  stop(): void;
}

/** How samples come out. */
export interface PcmOptions {
  sampleRate: number;
  channels: number;
  /** All of its environment but for the path; that of this process where nothing is said. */
  env?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/** Starts ffmpeg on an input, which its options name and guard, and gives its first sound stream as PCM. */
export function startPcm(
  input: readonly string[],
  { sampleRate, channels, env, signal }: PcmOptions,
): PcmDecoder {
  const child = spawn(
    'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', ...input],
      ...['-map', '0:a:0', '-ar', String(sampleRate), '-ac', String(channels)],
      ...['-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1'],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(env ? { env: { PATH: process.env['PATH'], ...env } } : {}),
    },
  );
  yieldToParent(child.pid);
  let isStopped = false;
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => {
    complaint = (complaint + data.toString()).slice(-1_000);
  });
  const stop = () => {
    isStopped = true;
    child.kill('SIGKILL');
  };
  signal?.addEventListener('abort', stop, { once: true });
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new MediaError('ffmpeg_failed', 'ffmpeg cannot be started', { cause }));
    });
    child.once('close', (status) => {
      signal?.removeEventListener('abort', stop);
      if (status === 0 || isStopped) resolve();
      else reject(new MediaError('ffmpeg_failed', `decoding failed: ${complaint}`));
    });
  });
  // Whoever only reads the stream sees its early end; nobody has to await `done`.
  done.catch(() => {});
  if (signal?.aborted) stop();
  return { stdout: child.stdout, done, stop };
}

/**
 * Who plays may run at a better priority than others (see station/install/unit.ts); a decoder, whose start takes a
 * core for 0.1 s and more, has the usual one, so that what plays does not wait for what is made ready.
 */
function yieldToParent(pid: number | undefined): void {
  if (pid === undefined || getPriority() >= constants.priority.PRIORITY_NORMAL) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_NORMAL);
  } catch {
    // It has ended already, or nobody may say so here: it plays all the same.
  }
}
