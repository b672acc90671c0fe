import { startThread } from '../threads/start-thread.ts';
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
  const program = new URL('./compile-thread', import.meta.url);
  const thread = startThread(program, { workerData: order });
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
