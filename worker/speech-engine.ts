import { speak } from '../media/speak.ts';
import { createCommandEngine } from '../media/speech/command-engine.ts';
import type { SpeechEngine } from '../media/speech/engine.ts';
import type { MediaStore } from '../media/store.ts';
import type { Outbound } from '../runtime/outbound.ts';
import type { SpeechConfig } from './config.ts';
import { createHttpEngine } from './http-engine.ts';

/** The engine that the configuration names. */
export function createSpeechEngine(
  config: SpeechConfig,
  { store, outbound }: { store: MediaStore; outbound: Outbound },
): SpeechEngine {
  switch (config.engine) {
    case 'espeak-ng':
      return { speak };
    case 'command':
      return createCommandEngine(config.words, store);
    case 'http':
      return createHttpEngine(config, outbound);
  }
}
