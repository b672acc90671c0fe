import { onMounted, onScopeDispose, ref } from 'vue';

/** Runs something when the browser has painted what is there now. @returns how to leave it undone */
export function afterPaint(run: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(frame);
}

/**
 * Turns true when the browser has painted what was there at first: a click is answered by a frame at once, and
 * what takes longer to draw follows.
 */
export function useAfterPaint() {
  const isPainted = ref(false);
  let cancel = (): void => undefined;
  onMounted(() => (cancel = afterPaint(() => (isPainted.value = true))));
  onScopeDispose(() => cancel());
  return isPainted;
}
