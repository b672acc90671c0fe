import { runChild } from '../child.ts';
import { MediaError } from '../media-error.ts';

// A text of 20,000 characters is half an hour of sound; engines are several times faster than speech.
const timeoutMs = 4 * 60_000;

/**
 * Runs an engine's program to its end.
 * @throws MediaError `speech_failed` when it is missing or fails, `ffmpeg_timeout`; the signal's reason
 */
export async function runEngine(
  command: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const { status, lastLines } = await runChild(command, args, { timeoutMs, signal }).catch(
    (cause: unknown) => {
      if (!(cause instanceof MediaError) || cause.code !== 'ffmpeg_failed') throw cause;
      throw new MediaError('speech_failed', cause.detail, { cause });
    },
  );
  if (status === 0) return;
  const why = lastLines.join(' ').trim() || 'it did not say why';
  throw new MediaError('speech_failed', `${command} ended with ${status ?? 'a signal'}: ${why}`);
}
