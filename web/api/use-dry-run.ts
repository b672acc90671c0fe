import type { WatchSource } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';

/** A change as the API takes it: with `dryRun` nothing is saved. */
export type DryCall<Answer> = (how: {
  query: { dryRun: 'true' | 'false' };
  signal?: AbortSignal;
}) => Promise<Answer>;

const settleMs = 400;

/** What a change would do, asked anew each time the change comes to rest. */
export function useDryRun<Answer>(change: WatchSource<DryCall<Answer> | null>) {
  const answer = shallowRef<Answer | null>(null);
  const problem = shallowRef<unknown>(null);
  const isAsking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function ask(call: DryCall<Answer>): Promise<void> {
    const mine = new AbortController();
    running = mine;
    try {
      const given = await call({ query: { dryRun: 'true' }, signal: mine.signal });
      if (mine.signal.aborted) return;
      answer.value = given;
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = error;
    }
    isAsking.value = false;
  }

  watch(
    change,
    (call) => {
      clearTimeout(timer);
      running.abort();
      answer.value = null;
      problem.value = null;
      isAsking.value = call !== null;
      if (call) timer = setTimeout(() => void ask(call), settleMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });
  return { answer, problem, isAsking };
}
