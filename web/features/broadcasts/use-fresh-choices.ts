import type { ComputedRef } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import type { usePreview } from './use-preview.ts';

/**
 * Whether the ways out of a conflict that are shown are those of the draft as it stands. `about` is all of
 * the draft that a conflict depends on; when it changes, `forget` takes back what was chosen for it before.
 */
export function useFreshChoices(
  preview: ReturnType<typeof usePreview>,
  { about, forget }: { about: () => unknown; forget: () => void },
): ComputedRef<boolean> {
  const asked = computed(() => JSON.stringify(about()));
  const shownFor = shallowRef('');
  watch(asked, forget);
  // Each change of the draft breaks off what was asked before: an answer is about the draft as it is now.
  watch(preview.outlook, () => (shownFor.value = asked.value), { flush: 'sync' });
  return computed(() => shownFor.value === asked.value);
}
