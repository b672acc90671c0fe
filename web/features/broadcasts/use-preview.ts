import type { Ref } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Outlook } from '../../../contract/http/broadcasts.ts';

const settleMs = 400;

/** What saving a draft would do, asked of the server each time a draft that is whole comes to rest. */
export function usePreview<Draft>(
  draft: Ref<Draft>,
  {
    isWhole,
    tryOut,
  }: {
    isWhole: (draft: Draft) => boolean;
    tryOut: (draft: Draft, signal: AbortSignal) => Promise<Outlook>;
  },
) {
  const outlook = shallowRef<Outlook | null>(null);
  const problem = shallowRef<unknown>(null);
  const isAsking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function ask(): Promise<void> {
    const mine = new AbortController();
    running = mine;
    try {
      const answer = await tryOut(draft.value, mine.signal);
      if (mine.signal.aborted) return;
      outlook.value = answer;
      problem.value = null;
    } catch (error) {
      if (mine.signal.aborted) return;
      outlook.value = null;
      problem.value = error;
    }
    isAsking.value = false;
  }

  function stop(): void {
    clearTimeout(timer);
    running.abort();
    isAsking.value = false;
  }

  function start(): void {
    stop();
    if (isWhole(draft.value)) {
      isAsking.value = true;
      timer = setTimeout(() => void ask(), settleMs);
      return;
    }
    outlook.value = null;
    problem.value = null;
  }

  /** Asks nothing while the draft is saved, nor of what was saved: it is no more as the draft found it. */
  async function during(save: () => Promise<boolean>): Promise<boolean> {
    stop();
    const isDone = await save();
    if (!isDone) start();
    return isDone;
  }

  watch(draft, start, { deep: true, immediate: true });
  onScopeDispose(stop);
  return { outlook, problem, isAsking, during };
}
