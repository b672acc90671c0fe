import { computed, shallowRef, watch } from 'vue';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import { useSelection } from '../recordings/use-selection.ts';

/** The loudspeakers that were chosen; they stay so when something else is looked at. */
export function useChosen(shown: () => readonly EndpointAnswer[]) {
  const selection = useSelection(() => shown().map(({ id }) => id));
  /** What is known of those that are not shown any more. */
  const known = shallowRef<ReadonlyMap<string, EndpointAnswer>>(new Map());
  const endpoints = computed(() =>
    [...selection.ids.value].flatMap((id) => known.value.get(id) ?? []),
  );
  watch(shown, remember, { immediate: true });

  function remember(some: readonly EndpointAnswer[]): void {
    known.value = new Map([...known.value, ...some.map((one) => [one.id, one] as const)]);
  }

  /** All of these, or none of them if all are chosen already. */
  function toggleAll(ids: readonly string[]): void {
    const isAll = ids.every((id) => selection.ids.value.has(id));
    for (const id of ids) if (selection.ids.value.has(id) === isAll) selection.toggle(id, false);
  }

  function add(some: readonly EndpointAnswer[]): void {
    remember(some);
    selection.ids.value = new Set([...selection.ids.value, ...some.map(({ id }) => id)]);
  }

  return { ...selection, endpoints, toggleAll, add };
}
