import { rm } from 'node:fs/promises';
import { MediaError } from '../media/media-error.ts';
import type { SpeechEngine } from '../media/speech/engine.ts';
import { keepSound } from '../media/speech/keep-sound.ts';
import type { MediaStore } from '../media/store.ts';
import { AppError } from '../runtime/error.ts';
import type { Processor } from './processor.ts';

/** Speaks a text into the store, once what the engine gave is known to be sound from end to end. */
export function createSpeak(store: MediaStore, engine: SpeechEngine): Processor<'speak'> {
  return async ({ text, voice, wordsPerMinute }, { signal, progress }) => {
    const spoken = store.tempFile('wav');
    const kept = store.tempFile('flac');
    try {
      await engine.speak(text, { target: spoken, voice, wordsPerMinute, signal });
      progress(0.7);
      const durationMs = Math.round(await keepSound(spoken, kept, signal));
      const { sha256, bytes } = await store.adopt(kept);
      return { source: sha256, bytes, durationMs };
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      throw new AppError(error.code, error.detail, { cause: error });
    } finally {
      await rm(spoken, { force: true });
      await rm(kept, { force: true });
    }
  };
}
