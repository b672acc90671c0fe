import { defineStore } from 'pinia';
import { onScopeDispose, ref, watch } from 'vue';
import type { LiveEvent } from '../../contract/http/live.ts';
import { liveRoutes } from '../../contract/http/live.ts';
import type { LineState, Source } from './live-line.ts';
import { createLiveLine } from './live-line.ts';
import { useApi } from './use-api.ts';

/** A page that nobody looks at for so long gives its connection back; a browser has six per server. */
const hiddenMs = 60_000;

interface Listener {
  onEvent: (event: LiveEvent) => void;
  onGap: () => void;
}

/** The console's one line of live events: open while somebody is signed in and looks. */
export const useLiveLine = defineStore('live', () => {
  const api = useApi();
  const state = ref<LineState>('closed');
  /** Until when it was known to be open, in epoch ms. */
  const lostAt = ref(Date.now());
  const listeners = new Set<Listener>();
  const line = createLiveLine({
    open: () => new EventSource(liveRoutes.listen.path) as Source,
    later,
    chance: Math.random,
    onState: (now) => {
      if (state.value === 'open') lostAt.value = Date.now();
      state.value = now;
    },
    onEvent: (event) => each(({ onEvent }) => onEvent(event)),
    onGap: () => each(({ onGap }) => onGap()),
  });
  let stayAwake: (() => void) | null = null;

  function each(tell: (listener: Listener) => void): void {
    for (const listener of [...listeners]) tell(listener);
  }

  function follow(): void {
    stayAwake?.();
    stayAwake = null;
    // Without any role there is nothing to hear, and the server says no.
    if (!api.me?.grants.length) line.close();
    else if (document.visibilityState === 'visible') line.open();
    else stayAwake = later(line.close, hiddenMs);
  }

  watch(() => api.me?.id, follow, { immediate: true });
  document.addEventListener('visibilitychange', follow);
  addEventListener('online', line.hurry);

  /** The answer ends the listening. */
  function listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return { state, lostAt, listen };
});

/**
 * Hears what the server tells, as long as the component is there. `onGap` is called when the line is open
 * again after a break: read again what is shown, for some events were never heard.
 */
export function useLive(
  onEvent: (event: LiveEvent) => void,
  onGap: () => void = () => undefined,
): { state: () => LineState } {
  const line = useLiveLine();
  onScopeDispose(line.listen({ onEvent, onGap }));
  return { state: () => line.state };
}

function later(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
