import { runChild, type Limits } from '../child.ts';
import { MediaError } from '../media-error.ts';

// A text of 20,000 characters is half an hour of sound; engines are several times faster than speech.
const timeoutMs = 4 * 60_000;
// Models map far more memory than they use.
const limits: Limits = { cpuSeconds: 20 * 60, memoryBytes: 2 ** 40, fileBytes: 2 ** 30 };

/**
 * Runs an engine's program, and whatever that starts, to its end.
 * @throws MediaError `speech_failed` when it is missing, fails or takes too long; the signal's reason
 */
export async function runEngine(
  command: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = { timeoutMs, signal, limits, isGroup: true };
  const { status, lastLines } = await runChild(command, args, options).catch((cause: unknown) => {
    if (!(cause instanceof MediaError)) throw cause;
    throw new MediaError('speech_failed', cause.detail, { cause });
  });
  if (status === 0) return;
  const why = lastLines.join(' ').trim() || 'it did not say why';
  throw new MediaError('speech_failed', `${command} ended with ${status ?? 'a signal'}: ${why}`);
}
