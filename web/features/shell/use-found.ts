import type { WatchSource } from 'vue';
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Page } from '../../api/every-page.ts';
import { problemText } from '../../api/problem-text.ts';
import { useLoad } from '../../api/use-load.ts';
import { refDebounced } from '../recordings/ref-debounced.ts';

/** So many are offered: who wants another types a part of its name. */
const mostShown = 50;

/** The first of what a search finds on the server. */
export function useFound<Item>(
  read: (query: { limit: number; q?: string }, signal: AbortSignal) => Promise<Page<Item>>,
  on: WatchSource[] = [],
) {
  const { t } = useI18n();
  const query = ref('');
  const words = refDebounced(query, 250);
  const load = useLoad(
    (signal) => {
      const q = words.value.trim();
      return read({ limit: mostShown, ...(q === '' ? {} : { q }) }, signal);
    },
    { on: [words, ...on] },
  );
  const items = computed(() => load.value.value?.items ?? []);
  const hasMore = computed(() => (load.value.value?.next ?? null) !== null);
  /** What the search found, or why it could not; empty while nothing is looked for. */
  const found = computed(() => {
    if (load.problem.value !== null) return problemText(load.problem.value, t);
    if (words.value.trim() === '' || load.isLoading.value) return '';
    const count = items.value.length;
    return t(hasMore.value ? 'shell.foundMore' : 'shell.found', { count }, count);
  });
  return { query, items, hasMore, found };
}
