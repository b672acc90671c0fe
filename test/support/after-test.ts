import { AsyncLocalStorage } from 'node:async_hooks';
import { it, onTestFailed, onTestFinished, type TestContext } from 'vitest';

const running = new AsyncLocalStorage<TestContext>();

/** Has something done when the running test is over, also where tests run beside each other. */
export function afterTest(act: () => unknown): void {
  (running.getStore()?.onTestFinished ?? onTestFinished)(async () => {
    await act();
  });
}

/** Has something done when the running test has failed, also where tests run beside each other. */
export function afterFailure(act: () => void): void {
  (running.getStore()?.onTestFailed ?? onTestFailed)(act);
}

/**
 * A test that runs beside its neighbours: for those that wait for air, not for the processor. Where a shared machine
 * stands still for a moment, sound is lost that nobody could have played: what fails thrice is broken.
 */
export function itBeside(name: string, act: () => Promise<void>, limitMs?: number): void {
  const options = { retry: 2, ...(limitMs === undefined ? {} : { timeout: limitMs }) };
  it.concurrent(name, options, (context) => running.run(context, act));
}
