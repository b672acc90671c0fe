import { onScopeDispose, ref } from 'vue';

const tickMs = 200;

/** A stop watch: `ms` follows it while it goes. */
export function useElapsed() {
  const ms = ref(0);
  let before = 0;
  let since: number | null = null;

  function read(): number {
    return Math.round(before + (since === null ? 0 : performance.now() - since));
  }

  function go(): void {
    since ??= performance.now();
  }

  function halt(): void {
    before = read();
    since = null;
    ms.value = before;
  }

  function reset(): void {
    before = 0;
    since = null;
    ms.value = 0;
  }

  const timer = setInterval(() => (ms.value = read()), tickMs);
  onScopeDispose(() => clearInterval(timer));
  return { ms, read, go, halt, reset };
}
