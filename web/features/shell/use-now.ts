import { defineStore } from 'pinia';
import { ref } from 'vue';
import { serverNow } from '../../api/server-time.ts';

const stepMs = 10_000;

/** The one ticking clock of the console, by the server's time. */
export const useNow = defineStore('now', () => {
  /** Epoch ms, once a second. */
  const now = ref(serverNow());
  /** The same every ten seconds: for what stands on the page by the hundred. */
  const step = ref(now.value);

  function tick(): void {
    now.value = serverNow();
    if (Math.abs(now.value - step.value) >= stepMs) step.value = now.value;
    setTimeout(tick, 1000 - (now.value % 1000));
  }
  tick();
  return { now, step };
});
