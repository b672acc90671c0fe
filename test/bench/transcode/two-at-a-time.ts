import { performance } from 'node:perf_hooks';

/** Runs tasks in order, two at any time, and gives the seconds that it took. */
export async function twoAtATime(tasks: readonly (() => Promise<void>)[]): Promise<number> {
  const start = performance.now();
  const waiting = tasks.values();
  const lane = async () => {
    for (const task of waiting) await task();
  };
  await Promise.all([lane(), lane()]);
  return (performance.now() - start) / 1_000;
}
