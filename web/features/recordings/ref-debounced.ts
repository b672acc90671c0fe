import type { Ref } from 'vue';
import { onScopeDispose, ref, watch } from 'vue';

/** Follows a text once nobody has typed for `delayMs`. */
export function refDebounced(source: Ref<string>, delayMs: number): Ref<string> {
  const settled = ref(source.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => (settled.value = value), delayMs);
  });
  onScopeDispose(() => clearTimeout(timer));
  return settled;
}
