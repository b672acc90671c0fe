import { defineStore } from 'pinia';
import { ref } from 'vue';

/** The one ticking clock of the console: epoch ms, once a second. */
export const useNow = defineStore('now', () => {
  const now = ref(Date.now());

  function tick(): void {
    now.value = Date.now();
    setTimeout(tick, 1000 - (now.value % 1000));
  }
  tick();
  return { now };
});
