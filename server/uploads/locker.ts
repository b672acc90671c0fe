import { AppError } from '../../runtime/error.ts';

/** Asks whoever holds a lock to let it go. */
type Release = () => void | Promise<void>;

interface Waiter {
  release: Release;
  go: () => void;
}

interface Held {
  release: Release;
  waiters: Waiter[];
}

const waitMs = 30_000;

/**
 * One request at a time for each upload, in the order they came. Who comes asks the one before to end: a
 * line that was cut may not be known to be dead for long.
 */
export function createLocker() {
  const locks = new Map<string, Held>();
  const wait = (held: Held, signal: AbortSignal, release: Release) =>
    new Promise<void>((resolve, reject) => {
      const leave = (error: AppError) => {
        held.waiters = held.waiters.filter((each) => each !== waiter);
        end();
        reject(error);
      };
      const onAbort = () => leave(new AppError('upload_interrupted', 'the sender is gone'));
      const timer = setTimeout(
        () => leave(new AppError('time_limit', 'another request still has the upload')),
        waitMs,
      );
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        release,
        go: () => {
          end();
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort);
      held.waiters.push(waiter);
      void held.release();
    });
  return {
    newLock: (id: string) => ({
      lock: async (signal: AbortSignal, release: Release): Promise<void> => {
        const held = locks.get(id);
        if (held) await wait(held, signal, release);
        else locks.set(id, { release, waiters: [] });
      },
      unlock: (): Promise<void> => {
        const held = locks.get(id);
        const next = held?.waiters.shift();
        if (!held || !next) {
          locks.delete(id);
          return Promise.resolve();
        }
        held.release = next.release;
        next.go();
        // Others still wait behind it.
        if (held.waiters.length > 0) void held.release();
        return Promise.resolve();
      },
    }),
  };
}
