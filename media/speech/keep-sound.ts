import { MediaError } from '../media-error.ts';
import { probe } from '../probe.ts';
import { measure, render, type RunOptions } from '../run.ts';

const timeoutMs = 3 * 60_000;
const silenceDb = -60;

/**
 * Decodes all that an engine wrote, whatever format it chose, into a FLAC file: the same words always
 * give the same bytes if the engine does. Gives its length in ms.
 * @throws MediaError `speech_failed` when it is no sound, damaged or silent, `ffmpeg_timeout`; the
 * signal's reason when aborted
 */
export async function keepSound(
  source: string,
  target: string,
  signal?: AbortSignal,
): Promise<number> {
  const run: RunOptions = { timeoutMs, signal };
  try {
    const { sampleRate, channels } = await probe(source, signal);
    await render({ source, target, inputOptions: ['-xerror'], outputOptions: flac }, run);
    const { lines } = await measure(target, [], ['-map', '0:a:0', ...volume], run);
    const text = lines.join('\n');
    const samples = Number(/n_samples: (\d+)/.exec(text)?.[1] ?? 0);
    const loudest = Number(/max_volume: (\S+) dB/.exec(text)?.[1] ?? NaN);
    if (samples === 0) throw new MediaError('empty_file', 'there is no sound in it');
    if (!(loudest > silenceDb)) throw new MediaError('silent_audio', 'it is silent');
    return (samples / channels / sampleRate) * 1_000;
  } catch (cause) {
    signal?.throwIfAborted();
    if (isMissing(cause)) {
      throw new MediaError('speech_failed', 'the engine wrote no file', { cause });
    }
    if (!(cause instanceof MediaError) || cause.code === 'ffmpeg_timeout') throw cause;
    const detail = `what the engine gave cannot be used: ${cause.detail}`;
    throw new MediaError('speech_failed', detail, { cause });
  }
}

const flac: readonly string[] = [
  ...['-map', '0:a:0', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
  ...['-c:a', 'flac', '-f', 'flac'],
];

const volume: readonly string[] = ['-af', 'volumedetect', '-f', 'null', '-'];

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
