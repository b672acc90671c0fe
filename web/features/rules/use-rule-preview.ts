import type { WatchSource } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { RuleOutlook } from '../../../contract/http/rule-change.ts';

/** A change of rules as the API takes it: with `dryRun` nothing is saved. */
export type RuleCall = (how: {
  query: { dryRun: 'true' | 'false' };
  signal?: AbortSignal;
}) => Promise<{ outlook: RuleOutlook | null }>;

const settleMs = 400;

/** What a change would do to the coming week, asked anew each time the change comes to rest. */
export function useRulePreview(change: WatchSource<RuleCall | null>) {
  const outlook = shallowRef<RuleOutlook | null>(null);
  const problem = shallowRef<unknown>(null);
  const isAsking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function ask(call: RuleCall): Promise<void> {
    const mine = new AbortController();
    running = mine;
    try {
      const answer = await call({ query: { dryRun: 'true' }, signal: mine.signal });
      if (mine.signal.aborted) return;
      outlook.value = answer.outlook;
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
      outlook.value = null;
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
  return { outlook, problem, isAsking };
}
