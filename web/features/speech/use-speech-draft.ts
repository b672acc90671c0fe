import { reactive, watch } from 'vue';

/** A text on its way to becoming a recording. */
export interface SpeechDraft {
  title: string;
  text: string;
  /** `''` until the voices are known. */
  voice: string;
  wordsPerMinute: number;
}

const storageKey = 'loa.speechDraft';
export const usualRate = 150;

const empty = (): SpeechDraft => ({ title: '', text: '', voice: '', wordsPerMinute: usualRate });

/**
 * What is being written, kept in this browser until it is sent. With a text that is given (that of an older
 * version), it is kept nowhere.
 */
export function useSpeechDraft(given?: Partial<SpeechDraft>) {
  const draft = reactive({ ...empty(), ...(given ?? readKept()) });
  if (!given)
    watch(draft, () => {
      const isWorthIt = draft.text.trim() !== '' || draft.title.trim() !== '';
      if (isWorthIt) localStorage.setItem(storageKey, JSON.stringify(draft));
      else localStorage.removeItem(storageKey);
    });

  /** Begins anew with an empty text; voice and speed stay. */
  function clear(): void {
    Object.assign(draft, { title: '', text: '' });
  }

  return { draft, clear };
}

function readKept(): Partial<SpeechDraft> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const { title, text, voice, wordsPerMinute } = kept as Record<string, unknown>;
    return {
      ...(typeof title === 'string' ? { title } : {}),
      ...(typeof text === 'string' ? { text } : {}),
      ...(typeof voice === 'string' ? { voice } : {}),
      ...(typeof wordsPerMinute === 'number' ? { wordsPerMinute } : {}),
    };
  } catch {
    return {};
  }
}
