import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { FilterName, LibraryFilter } from './library-filter.ts';
import { filterOf, noFilter, queryOf } from './library-filter.ts';

/** The list's filter, kept in the address, so that back, forward and links work. */
export function useLibraryFilter() {
  const route = useRoute();
  const router = useRouter();
  const key = computed(() => JSON.stringify(filterOf(route.query)));
  const filter = ref<LibraryFilter>(filterOf(route.query));
  watch(key, () => (filter.value = filterOf(route.query)));

  function go(next: LibraryFilter, isTyped: boolean): void {
    const to = { path: route.path, query: queryOf(next) };
    void (isTyped ? router.replace(to) : router.push(to));
  }

  /** Typed words replace the address; a choice can be undone by going back. */
  function set(name: FilterName, value: string): void {
    if (filter.value[name] === value) return;
    go({ ...filter.value, [name]: value }, name === 'q');
  }

  /** Takes away everything but the searched words. */
  function clear(): void {
    go({ ...noFilter, q: filter.value.q }, false);
  }

  /** Shows the whole library again. */
  function reset(): void {
    go(noFilter, false);
  }

  return { filter, set, clear, reset, query: computed(() => queryOf(filter.value)) };
}
