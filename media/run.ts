import { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import ffmpeg from 'fluent-ffmpeg';
import { limitArguments, runChild, type Limits } from './child.ts';
import { MediaError } from './media-error.ts';
import { startPcm, type PcmDecoder } from './pcm.ts';

/** Limits and callbacks of one run of ffmpeg. */
export interface RunOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Position in the output, in milliseconds of sound. */
  onPosition?: ((positionMs: number) => void) | undefined;
  /** Longest time on a core; `timeoutMs` where nothing is said. */
  cpuSeconds?: number | undefined;
}

/** What a render is made of: ready argument lists, no option with a space in it. */
export interface RenderJob {
  source: string;
  /** Written from scratch and removed again if the render does not succeed. */
  target: string;
  inputOptions: readonly string[];
  outputOptions: readonly string[];
  /** Longest file that may come of it; a gigabyte where nothing is said. */
  limitBytes?: number;
}

/** What a measuring run printed. */
export interface Measurement {
  /** Lines of level info and above, the last few hundred. */
  lines: string[];
  /** Lines of level error and above, all of them. */
  errorCount: number;
  succeeded: boolean;
}

// Containers that hold their sound themselves. Playlists (HLS, DASH, concat, SDP) would make
// ffmpeg open files and hosts that the uploader chose.
const containers =
  'aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,mp3,mpeg,mpegts,ogg,tta,w64,wav,wv';

// What can make sound, and nothing that makes pictures: their decoders are never opened.
export const decoders = [
  'aac,aac_fixed,aac_latm,ac3,ac3_fixed,alac,amrnb,amrwb,ape,eac3,flac,gsm,gsm_ms,libgsm,libgsm_ms',
  'mp1,mp1float,mp2,mp2float,mp3,mp3float,libmp3lame,opus,libopus,vorbis,libvorbis,speex,libspeex',
  'libopencore_amrnb,libopencore_amrwb,tta,wavpack,wmalossless,wmapro,wmav1,wmav2,wmavoice',
  'dca,mlp,truehd,adpcm_ima_wav,adpcm_ima_qt,adpcm_ms,adpcm_swf,adpcm_yamaha,g722,g726,g726le',
  'pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,pcm_f16le,pcm_f24le,pcm_f32be,pcm_f32le,pcm_f64be',
  'pcm_f64le,pcm_s16be,pcm_s16be_planar,pcm_s16le,pcm_s16le_planar,pcm_s24be,pcm_s24le',
  'pcm_s24le_planar,pcm_s32be,pcm_s32le,pcm_s32le_planar,pcm_s64be,pcm_s64le,pcm_s8,pcm_s8_planar',
  'pcm_u16be,pcm_u16le,pcm_u24be,pcm_u24le,pcm_u32be,pcm_u32le,pcm_u8',
].join(',');

// ffprobe opens one for each stream or fails: what phones, cameras and cover art bring.
const pictureDecoders = [
  'h263,h264,hevc,mpeg1video,mpeg2video,mpeg4,msmpeg4v2,msmpeg4,wmv1,wmv2,wmv3,vc1,flv,vp6f,vp8,vp9',
  'av1,libdav1d,theora,mjpeg,png,bmp,gif,tiff,webp,prores,dvvideo,mov_text,subrip,srt,ass,ssa,webvtt',
].join(',');

const linesKept = 400;
const mostProbeLines = 50_000;
export const memoryBytes = 2 * 2 ** 30;
const usualLimitBytes = 2 ** 30;
// A measuring run has no file to write; a wrapper script around ffmpeg may have a log.
const measuringLimitBytes = 2 ** 16;
export const largestBlock = 256 * 2 ** 20;

const guarded = (codecs: string): readonly string[] => [
  ...['-protocol_whitelist', 'file', '-format_whitelist', containers],
  ...['-codec_whitelist', codecs, '-max_alloc', String(largestBlock)],
  ...['-probesize', '5000000', '-analyzeduration', '5000000'],
];

/** What stands before every `-i` of ours. */
export const guardedInput = guarded(decoders);

// One core each, so that a worker knows what it uses.
export const oneThread = ['-threads', '1', '-filter_threads', '1', '-filter_complex_threads', '1'];
const probeEntries =
  'format=format_name,duration:stream=codec_type,codec_name,sample_rate,channels,duration';
const soundOnly = ['-vn', '-sn', '-dn'];

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
      .inputOptions([...oneThread, ...guardedInput, ...soundOnly, ...job.inputOptions])
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
      else limitChild(command, limitsOf(options, job.limitBytes ?? usualLimitBytes));
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

/** The package has no way to start ffmpeg with limits; they reach it right after its start. */
function limitChild(command: ffmpeg.FfmpegCommand, limits: Limits): void {
  const child: unknown = Reflect.get(command, 'ffmpegProc');
  if (!(child instanceof ChildProcess) || child.pid === undefined) return;
  const args = ['--pid', String(child.pid), ...limitArguments(limits)];
  // It may have ended already. A missing `prlimit` would have stopped us before.
  runChild('prlimit', args, { timeoutMs: 10_000 }).catch(() => {});
}

function limitsOf(options: RunOptions, fileBytes: number): Limits {
  const cpuSeconds = Math.ceil(options.cpuSeconds ?? options.timeoutMs / 1_000);
  return { cpuSeconds, memoryBytes, fileBytes };
}

/**
 * Runs a source through filters that measure and print. Its output options name pipes, from 3 on:
 * what comes out of each goes to the taker of that place.
 * @throws MediaError `ffmpeg_timeout`, `ffmpeg_failed` when it cannot be started; the signal's
 * reason when aborted.
 */
export async function measure(
  source: string,
  inputOptions: readonly string[],
  outputOptions: readonly string[],
  options: RunOptions & { onBytes?: readonly ((chunk: Buffer) => void)[] },
): Promise<Measurement> {
  const lines: string[] = [];
  let errorCount = 0;
  const { status } = await runChild(
    'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'level+info', ...oneThread],
      ...[...guardedInput, ...soundOnly, ...inputOptions, '-i', source, ...outputOptions],
    ],
    {
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      limits: limitsOf(options, measuringLimitBytes),
      onBytes: options.onBytes,
      onErrorLine: (line) => {
        if (isError(line)) errorCount += 1;
        lines.push(line);
        if (lines.length > linesKept) lines.shift();
      },
    },
  );
  return { lines, errorCount, succeeded: status === 0 };
}

function isError(line: string): boolean {
  // A picture that is left alone is none.
  return /\[(?:error|fatal|panic)\]/.test(line) && !line.includes('not on whitelist');
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
      ...['-v', 'level+warning', ...guarded(`${decoders},${pictureDecoders}`)],
      // Not the tags, which can be as long as the file.
      ...['-show_entries', probeEntries, '-of', 'json', source],
    ],
    {
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      limits: limitsOf(options, measuringLimitBytes),
      onOutputLine: (line) => {
        if (output.length < mostProbeLines) output.push(line);
      },
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
  const { fromMs = 0, signal } = options;
  const seek = fromMs > 0 ? ['-ss', (fromMs / 1_000).toFixed(3)] : [];
  return startPcm([...guardedInput, ...seek, '-i', source], { ...options, signal });
}

function reportPosition(line: string, onPosition: RunOptions['onPosition']): void {
  const [, hours, minutes, seconds] = /\btime=(\d+):(\d+):([\d.]+)/.exec(line) ?? [];
  if (!hours || !minutes || !seconds) return;
  onPosition?.(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000);
}
