import { computed, ref } from 'vue';
import { toggled } from './toggle-range.ts';

/** The chosen ones of a list; with shift, all from the last one touched. */
export function useSelection(order: () => readonly string[]) {
  const ids = ref<ReadonlySet<string>>(new Set());
  let last: string | null = null;

  function toggle(id: string, isRange: boolean): void {
    ids.value = toggled(ids.value, { order: order(), id, from: isRange ? last : null });
    last = id;
  }

  /** All that are shown, or none if all are chosen already. */
  function toggleAll(): void {
    ids.value = isAll.value ? new Set() : new Set(order());
  }

  function clear(): void {
    ids.value = new Set();
    last = null;
  }

  const isAll = computed(() => {
    const shown = order();
    return shown.length > 0 && shown.every((id) => ids.value.has(id));
  });
  return { ids, isAll, toggle, toggleAll, clear };
}
