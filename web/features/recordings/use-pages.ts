import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Placed } from './merge-pages.ts';
import { mergeHead, withNextPage } from './merge-pages.ts';

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** A keyset-paged list as far as it has been asked for; a failed reading leaves what is there. */
export function usePages<Item extends Placed>(
  read: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>,
) {
  const value = shallowRef<Page<Item> | null>(null);
  const problem = shallowRef<unknown>(null);
  const loadedAt = ref<number | null>(null);
  const isLoading = ref(false);
  const isLoadingMore = ref(false);
  let running = new AbortController();

  async function readFirst(take: (page: Page<Item>) => Page<Item>): Promise<void> {
    running.abort();
    const mine = (running = new AbortController());
    isLoading.value = true;
    isLoadingMore.value = false;
    try {
      value.value = take(await read(null, mine.signal));
      problem.value = null;
      loadedAt.value = Date.now();
    } catch (error) {
      if (!mine.signal.aborted) problem.value = error;
    }
    if (running === mine) isLoading.value = false;
  }

  /** Begins anew, for another list. */
  const begin = () => readFirst((page) => page);
  /** Reads the first page again; those behind it stay. */
  const reload = () =>
    readFirst((page) => (value.value === null ? page : mergeHead(value.value, page)));

  async function loadMore(): Promise<void> {
    const cursor = value.value?.next ?? null;
    if (cursor === null || isLoadingMore.value || isLoading.value) return;
    const mine = running;
    isLoadingMore.value = true;
    try {
      const page = await read(cursor, mine.signal);
      if (!mine.signal.aborted && value.value) value.value = withNextPage(value.value, page);
    } catch (error) {
      if (!mine.signal.aborted) problem.value = error;
    }
    if (running === mine) isLoadingMore.value = false;
  }

  /** Puts a newer one in the place of an item. */
  function replace(one: Item): void {
    const shown = value.value;
    if (shown === null) return;
    const items = shown.items.map((item) => (item.id === one.id ? one : item));
    value.value = { ...shown, items };
  }

  onScopeDispose(() => running.abort());
  return { value, problem, loadedAt, isLoading, isLoadingMore, begin, reload, loadMore, replace };
}
