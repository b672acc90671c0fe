import { onMounted, onScopeDispose, ref } from 'vue';

/**
 * Turns true when the browser has painted what was there at first: a click is answered by a frame at once, and
 * what takes longer to draw follows.
 */
export function useAfterPaint() {
  const isPainted = ref(false);
  let frame = 0;
  onMounted(() => {
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => (isPainted.value = true));
    });
  });
  onScopeDispose(() => cancelAnimationFrame(frame));
  return isPainted;
}
