import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { HistoryPoint } from '../../../contract/http/history.ts';

interface Page {
  items: HistoryPoint[];
  next: string | null;
}

/** The points of a history as far as they have been asked for. */
export function useHistoryPages(
  read: (cursor: string | null, signal: AbortSignal) => Promise<Page>,
) {
  const page = shallowRef<Page | null>(null);
  const problem = shallowRef<unknown>(null);
  const isLoading = ref(false);
  let running = new AbortController();

  async function load(cursor: string | null, before: HistoryPoint[]): Promise<void> {
    running.abort();
    const mine = (running = new AbortController());
    isLoading.value = true;
    try {
      const { items, next } = await read(cursor, mine.signal);
      if (mine.signal.aborted) return;
      page.value = { items: [...before, ...items], next };
      problem.value = null;
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = error;
    }
    isLoading.value = false;
  }

  onScopeDispose(() => running.abort());
  return {
    items: computed(() => page.value?.items ?? null),
    hasMore: computed(() => page.value !== null && page.value.next !== null),
    problem,
    isLoading,
    begin: () => load(null, []),
    more: () => load(page.value?.next ?? null, page.value?.items ?? []),
  };
}
