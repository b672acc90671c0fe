import type { WatchSource } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { createValueKeeper } from '../kept/value-keeper.ts';
import { isUnreachable } from './problem-text.ts';

interface Options<Value> {
  /** Reads again this often while the page can be seen, in ms. */
  everyMs?: number | ((value: Value | null) => number);
  /** Reads again when one of these changes. */
  on?: WatchSource[];
  /** Nothing is read as long as this says no: whoever makes it say yes reloads. */
  isReady?: () => boolean;
  /** Under this name the last answer is kept on this device, and shown where the server cannot be reached. */
  keepAs?: string;
  /** Whether what was asked is what is to be kept: a part of it is not all. */
  isWhole?: () => boolean;
}

/** News come by the dozen: one look for all of them, ms. */
const gatherMs = 1000;

/**
 * Keeps what a page shows. A failed refresh leaves the last answer standing beside its problem, with the
 * time at which it was true.
 */
export function useLoad<Value>(
  read: (signal: AbortSignal) => Promise<Value>,
  options: Options<Value> = {},
) {
  const value = shallowRef<Value | null>(null);
  const problem = shallowRef<unknown>(null);
  const loadedAt = ref<number | null>(null);
  const isLoading = ref(false);
  let running = new AbortController();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keeper = createValueKeeper<Value>(options.keepAs);
  const isWhole = options.isWhole ?? (() => true);

  async function reload(): Promise<void> {
    running.abort();
    clearTimeout(timer);
    clearTimeout(gathering);
    gathering = undefined;
    const mine = new AbortController();
    running = mine;
    isLoading.value = options.isReady?.() ?? true;
    if (!isLoading.value) return wait();
    try {
      const answer = await read(mine.signal);
      if (mine.signal.aborted) return;
      value.value = answer;
      problem.value = null;
      loadedAt.value = Date.now();
      if (isWhole()) keeper.keep(answer, loadedAt.value);
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = error;
      const kept = value.value === null && isUnreachable(error) ? await keeper.recall() : null;
      if (mine.signal.aborted) return;
      if (kept) [value.value, loadedAt.value] = [kept.value, kept.at];
    }
    isLoading.value = false;
    wait();
  }

  function wait(): void {
    const { everyMs } = options;
    if (everyMs === undefined) return;
    const ms = typeof everyMs === 'number' ? everyMs : everyMs(value.value);
    timer = setTimeout(() => (document.visibilityState === 'visible' ? void reload() : wait()), ms);
  }

  /** Reads again within a second, once for all who ask for it until then. */
  function soon(): void {
    gathering ??= setTimeout(() => void reload(), gatherMs);
  }

  if (options.on) watch(options.on, () => void reload());
  void reload();
  // Back in the net, what is old does not stand until the next turn.
  const hurry = () => void reload();
  if (options.keepAs !== undefined) addEventListener('online', hurry);
  onScopeDispose(() => {
    removeEventListener('online', hurry);
    running.abort();
    clearTimeout(timer);
    clearTimeout(gathering);
  });
  return { value, problem, loadedAt, isLoading, reload, soon };
}

export type Load<Value> = Omit<ReturnType<typeof useLoad<Value>>, 'soon'>;
