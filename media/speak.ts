import { rm } from 'node:fs/promises';
import { runEngine } from './speech/run-engine.ts';
import type { SpeakOptions } from './speech/engine.ts';

/**
 * Speaks a text into a WAV file with espeak-ng: robotic, but Vietnamese, free and offline. Voices:
 * `vi` (north, unless said), `vi-vn-x-central`, `vi-vn-x-south`.
 * @throws MediaError `speech_failed` when espeak-ng is missing or fails; the signal's reason.
 */
export async function speak(
  text: string,
  options: Pick<SpeakOptions, 'target' | 'signal'> & Partial<SpeakOptions>,
): Promise<void> {
  const { target, voice = 'vi', wordsPerMinute = 150, signal } = options;
  // After `--` a text that begins with a dash is no option.
  const args = ['-v', voice, '-s', String(wordsPerMinute), '-w', target, '--', text];
  try {
    await runEngine('espeak-ng', args, signal);
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}
