import type { Logger } from './log.ts';

/** Something to undo when its owner stops. */
export type Dispose = () => void | Promise<void>;

/** A stack of things to undo, last in first out. */
export interface Lifetime {
  /** Adds a disposer; it runs before those added earlier. */
  add(dispose: Dispose): void;
  /** Runs all disposers once; a failing one does not keep the others from running. */
  dispose(): Promise<void>;
}

/** An empty lifetime. `dispose` throws an AggregateError at its end if any disposer failed. */
export function lifetime(): Lifetime {
  const stack: Dispose[] = [];
  return {
    add: (dispose) => {
      stack.push(dispose);
    },
    dispose: async () => {
      const faults: unknown[] = [];
      for (let next = stack.pop(); next; next = stack.pop()) {
        try {
          await next();
        } catch (error) {
          faults.push(error);
        }
      }
      if (faults.length > 0) throw new AggregateError(faults, 'stopping failed');
    },
  };
}

/** What a process's composition root gives back. */
export interface RunningProcess {
  /** Ends all work and releases what is held. */
  stop(): Promise<void>;
}

/** Limits of `runProcess`. */
export interface RunOptions {
  /** How long `stop` may take before the process exits with code 1, in milliseconds. */
  stopLimitMs?: number;
}

type Outcome = 'stopped' | 'failed' | 'too slow';

/**
 * Runs one process until SIGTERM, SIGINT or the loss of its parent (a closed IPC channel), then
 * stops it within the limit (10 s) and exits: 0 when it stopped, 1 when it failed, was too slow or
 * a promise was rejected unheard. A second signal exits at once. The signal given to `create` is
 * aborted as soon as stopping begins, also while `create` is still busy.
 */
export function runProcess(
  create: (signal: AbortSignal) => Promise<RunningProcess>,
  log: Logger,
  { stopLimitMs = 10_000 }: RunOptions = {},
): void {
  const abort = new AbortController();
  // A microtask later, so that no signal comes before its listener.
  const created = Promise.resolve().then(() => create(abort.signal));
  const stop = (reason: string) => {
    if (abort.signal.aborted) process.exit(1);
    log.info({ reason }, 'stopping');
    abort.abort(new Error(reason));
    void stopWithin(created, stopLimitMs, log).then((outcome) => {
      log.info({ outcome }, 'stopped');
      process.exit(outcome === 'stopped' ? 0 : 1);
    });
  };
  const onFatal = (err: unknown) => {
    log.fatal({ err }, 'unhandled failure');
    process.exit(1);
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('disconnect', () => {
    if (!abort.signal.aborted) stop('parent is gone');
  });
  process.on('unhandledRejection', onFatal);
  process.on('uncaughtException', onFatal);
  created.catch((err: unknown) => {
    if (abort.signal.aborted) return;
    log.fatal({ err }, 'start failed');
    process.exit(1);
  });
}

async function stopWithin(
  created: Promise<RunningProcess>,
  limitMs: number,
  log: Logger,
): Promise<Outcome> {
  const limit = new Promise<Outcome>((resolve) => {
    setTimeout(() => resolve('too slow'), limitMs).unref();
  });
  const stopped = created
    .then((running) => running.stop())
    .then(
      (): Outcome => 'stopped',
      (err: unknown): Outcome => {
        log.error({ err }, 'stopping failed');
        return 'failed';
      },
    );
  return Promise.race([stopped, limit]);
}
