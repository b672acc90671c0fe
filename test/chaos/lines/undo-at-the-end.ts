import type { Lifetime } from '../../../runtime/lifecycle.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const interruptedCode = 130;

/**
 * Disposes of a life also when the process is told to end, and undoes at once, however it ends, what would outlive
 * it.
 * @returns what does all of it now, when the work is over
 */
export function undoAtTheEnd(life: Lifetime, atOnce: () => void): { now(): Promise<void> } {
  let ending: Promise<void> | null = null;
  const stop = () => {
    // Who asks twice is in a hurry.
    if (ending) process.exit(interruptedCode);
    ending = life.dispose().catch(() => {});
    void ending.then(() => process.exit(interruptedCode));
  };
  for (const name of signals) process.on(name, stop);
  process.on('exit', atOnce);
  return {
    async now() {
      // What it was told meanwhile ends the process.
      if (ending) await new Promise(() => {});
      for (const name of signals) process.off(name, stop);
      try {
        await life.dispose();
      } finally {
        atOnce();
        process.off('exit', atOnce);
      }
    },
  };
}
