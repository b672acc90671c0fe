import { defineStore } from 'pinia';
import { ref } from 'vue';
import { serverNow } from '../../api/server-time.ts';

/** The one ticking clock of the console: epoch ms by the server's clock, once a second. */
export const useNow = defineStore('now', () => {
  const now = ref(serverNow());

  function tick(): void {
    now.value = serverNow();
    setTimeout(tick, 1000 - (now.value % 1000));
  }
  tick();
  return { now };
});
