import { backoffMs } from '../../runtime/backoff.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';

/** One run of something that is kept alive. */
export interface Life {
  /** Resolves with how it ended; never rejects. */
  ended: Promise<string>;
  /** Ends it within a time of its own and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface KeepAliveOptions {
  name: string;
  start: () => Promise<Life>;
  clock: Clock;
  log: Logger;
  random: () => number;
}

/** Something that comes back whenever it ends. */
export interface KeptAlive {
  /** Ends the present run; the next one follows at once. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const backoff = { baseMs: 500, capMs: 15_000 };
/** A run of this length was a healthy one: the next failure counts as the first. */
const healthyMs = 30_000;

/**
 * Starts something and starts it again, with a growing jittered wait, each time it ends or does not
 * start. The first start is the caller's: its failure is thrown.
 */
export async function keepAlive(options: KeepAliveOptions): Promise<KeptAlive> {
  const { name, start, clock, log, random } = options;
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const run: { life: Life | undefined; isReplaced: boolean } = {
    life: await start(),
    isReplaced: false,
  };
  const again = async (): Promise<Life | undefined> => {
    try {
      return await start();
    } catch (err) {
      log.error({ err, process: name }, 'process did not start');
      return undefined;
    }
  };
  const watch = async () => {
    for (let failures = 0; !isStopping();) {
      const startedMs = clock.monotonic();
      const how = await run.life?.ended;
      if (isStopping()) return;
      const { isReplaced } = run;
      run.isReplaced = false;
      const ranMs = clock.monotonic() - startedMs;
      failures = isReplaced || ranMs >= healthyMs ? 1 : failures + 1;
      const waitMs = isReplaced ? 0 : backoffMs(failures, { ...backoff, random });
      log.warn({ process: name, how, waitMs }, 'process is started again');
      await clock.sleep(waitMs, stopping.signal).catch(() => {});
      if (!isStopping()) run.life = await again();
    }
  };
  const watching = watch();
  return {
    restart: async () => {
      run.isReplaced = true;
      await run.life?.stop();
    },
    stop: async () => {
      stopping.abort(new Error('stopping'));
      await run.life?.stop();
      await watching;
      // It may have come back while the stop was on its way.
      await run.life?.stop();
    },
  };
}
