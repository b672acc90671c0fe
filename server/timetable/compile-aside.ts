import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadMessage, ThreadOrder } from './thread-messages.ts';

/** Deals with what the thread says; it goes on when that is done. */
export type Hear = (message: ThreadMessage) => Promise<void>;

/**
 * Compiles in a thread of its own, so that polls, alerts and people are served meanwhile; ends with it.
 * An aborted signal ends it at once.
 * @throws whatever the thread failed of as a whole, or `hear`
 */
export async function compileAside(
  order: ThreadOrder,
  { signal, hear }: { signal: AbortSignal; hear: Hear },
): Promise<void> {
  if (signal.aborted) return;
  const thread = startThread(order);
  const stop = () => void thread.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      thread.on('message', (message: ThreadMessage) => {
        hear(message).then(() => thread.postMessage('done'), reject);
      });
      thread.once('error', reject);
      thread.once('exit', () => resolve());
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
}

/** As this file, the program is either built or source, which needs its loader. */
function startThread(workerData: ThreadOrder): Worker {
  const extension = extname(import.meta.url);
  const program = new URL(`./compile-thread${extension}`, import.meta.url);
  if (extension === '.js') return new Worker(program, { workerData });
  const load = `import('tsx/esm/api').then(({ register }) => (register(), import('${program.href}')))`;
  return new Worker(load, { eval: true, workerData });
}
