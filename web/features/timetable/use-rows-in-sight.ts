import { useWindowVirtualizer } from '@tanstack/vue-virtual';
import { computed, ref } from 'vue';

interface Rows {
  count: number;
  keyOf: (index: number) => string | number;
  /** How high most of them are, px. */
  usualPx: number;
  /** So many are drawn above and below those in sight. */
  beside: number;
}

/**
 * The rows of a long table that are in sight while the page scrolls: only those are drawn. `body` is the element
 * that holds them, `measure` the `ref` of each, which also has its index as `data-index`.
 */
export function useRowsInSight(given: () => Rows) {
  const body = ref<HTMLElement | null>(null);
  const rows = useWindowVirtualizer(
    computed(() => {
      const { count, keyOf, usualPx, beside } = given();
      return {
        ...{ count, getItemKey: keyOf, overscan: beside },
        estimateSize: () => usualPx,
        scrollMargin: body.value ? body.value.getBoundingClientRect().top + scrollY : 0,
      };
    }),
  );
  const shown = computed(() => rows.value.getVirtualItems().map(({ index }) => index));
  /** Room for those above and below what is drawn, px. */
  const room = computed(() => {
    const items = rows.value.getVirtualItems();
    const { scrollMargin } = rows.value.options;
    const above = (items[0]?.start ?? scrollMargin) - scrollMargin;
    const end = (items.at(-1)?.end ?? scrollMargin) - scrollMargin;
    return { above, below: Math.max(0, rows.value.getTotalSize() - end) };
  });

  function measure(row: unknown): void {
    if (row instanceof HTMLElement) rows.value.measureElement(row);
  }

  return { body, shown, room, measure };
}
