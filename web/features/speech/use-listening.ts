import { onScopeDispose, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { urlOf } from '../../../contract/client.ts';
import type { SpeechAnswer } from '../../../contract/http/speech.ts';
import { speechRoutes } from '../../../contract/http/speech.ts';
import { problemText } from '../../api/problem-text.ts';
import { useSpoken } from './use-spoken.ts';

interface Options {
  /** What is said, sentence by sentence. */
  sentences: () => readonly string[];
  voice: () => string;
  wordsPerMinute: () => number;
}

/** Plays what is written, a sentence or from one on; the next is made ready while one sounds. */
export function useListening(options: Options) {
  const { t } = useI18n();
  const { speak } = useSpoken();
  /** The sentence that sounds or is being made ready. */
  const current = ref<number | null>(null);
  const isWaiting = ref(false);
  const problem = ref<string | null>(null);
  const audio = new Audio();
  let running = new AbortController();

  function make(index: number, signal: AbortSignal): Promise<SpeechAnswer> {
    const text = options.sentences()[index] ?? '';
    const [voice, wordsPerMinute] = [options.voice(), options.wordsPerMinute()];
    return speak({ text, voice, wordsPerMinute, isSaid: true }, signal);
  }

  /** Plays from a sentence to another, both included. */
  async function play(from: number, to: number): Promise<void> {
    stop();
    const { signal } = (running = new AbortController());
    try {
      let next = make(from, signal);
      for (let index = from; index <= to; index += 1) {
        current.value = index;
        isWaiting.value = true;
        const speech = await next;
        if (speech.state === 'failed') {
          problem.value = t(`problem.${speech.reason?.code ?? 'speech_failed'}`);
          break;
        }
        if (index < to) {
          next = make(index + 1, signal);
          // Whoever waits for it hears of it.
          next.catch(() => undefined);
        }
        await sound(speech.id, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      problem.value = problemText(error, t);
    }
    if (!signal.aborted) stop({ keepProblem: true });
  }

  function sound(id: string, signal: AbortSignal): Promise<void> {
    audio.src = urlOf(speechRoutes.audio, { params: { id } });
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      audio.onplaying = () => (isWaiting.value = false);
      audio.onended = () => resolve();
      audio.onerror = () => reject(new TypeError('the sound cannot be fetched'));
      audio.play().catch(reject);
    });
  }

  function stop({ keepProblem = false } = {}): void {
    running.abort();
    audio.pause();
    current.value = null;
    isWaiting.value = false;
    if (!keepProblem) problem.value = null;
  }

  onScopeDispose(stop);
  return { current, isWaiting, problem, play, stop };
}
