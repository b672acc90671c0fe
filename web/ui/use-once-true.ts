import { ref, watch } from 'vue';

/** Stays true once it was: what somebody types into does not go while they clear it. */
export function useOnceTrue(isTrue: () => boolean) {
  const wasTrue = ref(false);
  watch(isTrue, (is) => is && (wasTrue.value = true), { immediate: true });
  return wasTrue;
}
