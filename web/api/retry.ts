import { delayAfter } from './delay-after.ts';

/** Runs something again later, the later the more often it failed; one timer, however many ask. */
export function createRetry(run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function later(): void {
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(run, delayAfter(failures, Math.random()));
  }

  return {
    later,
    /** It runs now, or needs not to. */
    callOff: () => clearTimeout(timer),
    succeeded: () => void (failures = 0),
  };
}
