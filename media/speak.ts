import { rm } from 'node:fs/promises';
import { runChild } from './child.ts';
import { MediaError } from './media-error.ts';

/** How a text is spoken. */
export interface SpeakOptions {
  /** The WAV file that is written. */
  target: string;
  /** A voice of espeak-ng: `vi` (north), `vi-vn-x-central`, `vi-vn-x-south`. */
  voice?: string;
  wordsPerMinute?: number;
  signal?: AbortSignal;
}

const timeoutMs = 60_000;

/**
 * Speaks a text into a WAV file with espeak-ng: robotic, but Vietnamese, free and offline.
 * @throws MediaError `ffmpeg_failed` when espeak-ng is missing or fails, `ffmpeg_timeout`.
 */
export async function speak(text: string, options: SpeakOptions): Promise<void> {
  const { target, voice = 'vi', wordsPerMinute = 150, signal } = options;
  // After `--` a text that begins with a dash is no option.
  const args = ['-v', voice, '-s', String(wordsPerMinute), '-w', target, '--', text];
  const { status, lastLines } = await runChild('espeak-ng', args, { timeoutMs, signal });
  if (status === 0) return;
  await rm(target, { force: true });
  throw new MediaError('ffmpeg_failed', `espeak-ng failed: ${lastLines.join(' ')}`);
}
