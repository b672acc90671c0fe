import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import { runChild } from './child.ts';
import { MediaError } from './media-error.ts';

/** Limits and callbacks of one run of ffmpeg. */
export interface RunOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Position in the output, in milliseconds of sound. */
  onPosition?: ((positionMs: number) => void) | undefined;
}

/** What a render is made of: ready argument lists, no option with a space in it. */
export interface RenderJob {
  source: string;
  /** Written from scratch and removed again if the render does not succeed. */
  target: string;
  inputOptions: readonly string[];
  outputOptions: readonly string[];
}

/** What a measuring run printed. */
export interface Measurement {
  /** Lines of level info and above, the last few hundred. */
  lines: string[];
  /** Lines of level error and above, all of them. */
  errorCount: number;
  /** One byte a sample was written: the samples that came out of the filters. */
  samples: number;
  succeeded: boolean;
}

/** A decoder at work. */
export interface PcmDecoder {
  /** Interleaved signed 16-bit little-endian samples; reading it slowly holds ffmpeg back. */
  stdout: Readable;
  /** Resolves at the end; rejects with a MediaError when decoding failed, never when stopped. */
  done: Promise<void>;
  /** Kills it at once. */
  stop(): void;
}

// Containers that hold their sound themselves. Playlists (HLS, DASH, concat, SDP) would make
// ffmpeg open files and hosts that the uploader chose.
const containers =
  'aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,mp3,mpeg,mpegts,ogg,tta,w64,wav,wv';

const linesKept = 300;

/** What stands before every `-i` of ours. */
export const guardedInput: readonly string[] = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  containers,
];

/**
 * Renders a file into a file.
 * @throws MediaError `ffmpeg_timeout` or `ffmpeg_failed`; the signal's reason when aborted.
 */
export async function render(job: RenderJob, options: RunOptions): Promise<void> {
  options.signal?.throwIfAborted();
  try {
    await runFluently(job, options);
  } catch (error) {
    await rm(job.target, { force: true });
    options.signal?.throwIfAborted();
    throw error;
  }
}

function runFluently(job: RenderJob, options: RunOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const command = ffmpeg({ stdoutLines: 20 })
      .input(job.source)
      .inputOptions([...guardedInput, ...job.inputOptions])
      .outputOptions(['-nostdin', ...job.outputOptions])
      .output(job.target);
    let stopped: Error | undefined;
    const stop = (reason: Error) => {
      stopped ??= reason;
      command.kill('SIGKILL');
    };
    // Whatever the reason, `render` throws it; this only ends the wait.
    const onAbort = () => stop(new Error('aborted'));
    const limit = `ffmpeg took over ${options.timeoutMs} ms`;
    const timer = setTimeout(
      () => stop(new MediaError('ffmpeg_timeout', limit)),
      options.timeoutMs,
    );
    const finish = () => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    };
    options.signal?.addEventListener('abort', onAbort, { once: true });
    // Before the start there is nothing to kill yet.
    command.on('start', () => {
      if (stopped !== undefined) command.kill('SIGKILL');
    });
    // Never listen to 'progress': it makes the package run ffprobe without the guarded input.
    command.on('stderr', (line: string) => reportPosition(line, options.onPosition));
    command.on('end', () => {
      finish();
      resolve();
    });
    command.on('error', (cause: Error) => {
      finish();
      reject(stopped ?? new MediaError('ffmpeg_failed', cause.message, { cause }));
    });
    command.run();
  });
}

/**
 * Runs a source through filters that measure and print, and counts the samples that come out.
 * `outputOptions` name the filters; the result is mono or whatever they make.
 */
export async function measure(
  source: string,
  inputOptions: readonly string[],
  outputOptions: readonly string[],
  options: RunOptions,
): Promise<Measurement> {
  const lines: string[] = [];
  let errorCount = 0;
  let samples = 0;
  const { status } = await runChild(
    'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'level+info', '-y'],
      ...['-progress', 'pipe:1', ...guardedInput, ...inputOptions, '-i', source],
      // One byte a sample, so that the size of the output is its exact length.
      ...[...outputOptions, '-map_metadata', '-1', '-c:a', 'pcm_u8', '-f', 'u8', '/dev/null'],
    ],
    {
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      onOutputLine: (line) => {
        const [, name, value] = /^(total_size|out_time_us)=(\d+)$/.exec(line) ?? [];
        if (name === 'total_size') samples = Number(value);
        if (name === 'out_time_us') options.onPosition?.(Number(value) / 1_000);
      },
      onErrorLine: (line) => {
        if (/\[(?:error|fatal|panic)\]/.test(line)) errorCount += 1;
        lines.push(line);
        if (lines.length > linesKept) lines.shift();
      },
    },
  );
  return { lines, errorCount, samples, succeeded: status === 0 };
}

/** What ffprobe says of a file, as JSON text, and what it complained of. */
export async function probeJson(
  source: string,
  options: RunOptions,
): Promise<{ json: string; complaints: string[]; succeeded: boolean }> {
  const output: string[] = [];
  const complaints: string[] = [];
  const { status } = await runChild(
    'ffprobe',
    [
      '-v',
      'level+warning',
      ...guardedInput,
      '-show_format',
      '-show_streams',
      '-of',
      'json',
      source,
    ],
    {
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      onOutputLine: (line) => output.push(line),
      onErrorLine: (line) => {
        if (complaints.length < linesKept) complaints.push(line);
      },
    },
  );
  return { json: output.join('\n'), complaints, succeeded: status === 0 };
}

/** Starts decoding a file's first sound stream to PCM, from `fromMs` milliseconds on. */
export function openPcm(
  source: string,
  options: { fromMs?: number; sampleRate: number; channels: number; signal?: AbortSignal },
): PcmDecoder {
  const { fromMs = 0, sampleRate, channels, signal } = options;
  const seek = fromMs > 0 ? ['-ss', (fromMs / 1_000).toFixed(3)] : [];
  const child = spawn(
    'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', ...guardedInput, ...seek],
      ...['-i', source, '-map', '0:a:0', '-ar', String(sampleRate), '-ac', String(channels)],
      ...['-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
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

function reportPosition(line: string, onPosition: RunOptions['onPosition']): void {
  const [, hours, minutes, seconds] = /\btime=(\d+):(\d+):([\d.]+)/.exec(line) ?? [];
  if (!hours || !minutes || !seconds) return;
  onPosition?.(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000);
}
