import { inject } from 'vue';
import type { InjectionKey } from 'vue';
import type { Locale } from '../../i18n/setup.ts';

/** Changes the console's language; given by the start of the console. */
export interface Speech {
  speak(locale: Locale): Promise<void>;
  /** Until the texts of all pages are there, not only those of the first. */
  knowAll(): Promise<void>;
}

export const speechKey: InjectionKey<Speech> = Symbol('speech');

export function useSpeech(): Speech {
  const speech = inject(speechKey);
  if (!speech) throw new Error('the console was started without a language');
  return speech;
}
