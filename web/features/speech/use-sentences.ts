import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { longestText } from '../../../core/speech/normalise.ts';
import type { SpokenSentenceAnswer } from '../../../contract/http/speech.ts';
import { speechRoutes } from '../../../contract/http/speech.ts';
import { problemText } from '../../api/problem-text.ts';
import { useApi } from '../../api/use-api.ts';

const settleMs = 500;

/** A text as it will be said, asked for once nobody has typed for half a second. */
export function useSentences(text: Ref<string>) {
  const { t } = useI18n();
  const api = useApi();
  const sentences = shallowRef<SpokenSentenceAnswer[]>([]);
  const problem = ref<string | null>(null);
  /** Whether what is shown is not yet that of the text. */
  const isBehind = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function read(): Promise<void> {
    running.abort();
    const { signal } = (running = new AbortController());
    const body = { text: text.value };
    if (body.text.trim() === '' || body.text.length > longestText) {
      sentences.value = [];
      isBehind.value = false;
      return;
    }
    isBehind.value = true;
    try {
      const answer = await api.call(speechRoutes.normalise, { body, signal });
      sentences.value = answer.sentences;
      problem.value = null;
    } catch (error) {
      if (signal.aborted) return;
      problem.value = problemText(error, t);
    }
    if (!signal.aborted) isBehind.value = false;
  }

  watch(text, () => {
    isBehind.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void read(), settleMs);
  });
  void read();
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });
  return { sentences, problem, isBehind, read };
}
