import type { Worker } from 'node:worker_threads';
import type { PlanContext } from '../../core/week-plan/plan-context.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { startThread } from '../threads/start-thread.ts';
import type { PlanRow } from './fitting.ts';
import type { PlanOutcome, PlanTask, ReadPlan, ReadRows, ReadTyped } from './plan-thread.ts';

/**
 * Reads what people send in a thread of its own, one at a time, so that nothing sent can hold up or end the
 * server. A thread that failed or took too long is ended and replaced; one that is idle ends by itself.
 * @throws AppError `plan_unreadable`, `plan_too_long`, `too_many_requests`
 */
export interface PlanReader {
  /** The first sheet of a workbook. */
  sheet(file: Buffer): Promise<ReadRows>;
  /** Text as Word and Excel copy it, or CSV. */
  text(text: string): Promise<ReadRows>;
  /** How a plan is understood; rows go before the text. */
  plan(given: { text: string; rows: readonly PlanRow[]; context: PlanContext }): Promise<ReadPlan>;
  /** How one typed line is understood. */
  line(text: string, context: PlanContext): Promise<ReadTyped>;
}

const limits = {
  timeMs: 20_000,
  heapMb: 256,
  /** So many wait for the one that is read. */
  waiting: 8,
  /** An idle thread ends after this long. */
  idleMs: 30_000,
};

export function createPlanReader(clock: Clock): PlanReader {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const thread = createThread(clock);
  /** The answer to a task has the shape that the task asks for. */
  async function ask<Value>(task: PlanTask): Promise<Value> {
    if (waiting >= limits.waiting)
      throw new AppError('too_many_requests', 'other plans are being read; try again soon');
    waiting += 1;
    const reading = last.then(() => thread(task));
    last = reading.catch(() => undefined);
    try {
      return (await reading) as Value;
    } finally {
      waiting -= 1;
    }
  }
  return {
    sheet: (file) => ask({ kind: 'sheet', file: new Uint8Array(file) }),
    text: (text) => ask({ kind: 'text', text }),
    plan: (given) => ask({ kind: 'plan', ...given }),
    line: (text, context) => ask({ kind: 'line', text, context }),
  };
}

/** One thread, started when it is needed, for one task after another. */
function createThread(clock: Clock): (task: PlanTask) => Promise<unknown> {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  const end = () => {
    void worker?.terminate();
    worker = null;
  };
  const begin = (): Worker => {
    const begun = startWorker();
    // It may also end between two tasks; an error that nobody hears would end the server.
    begun.on('error', () => undefined);
    begun.once('exit', () => {
      if (worker === begun) worker = null;
    });
    return begun;
  };
  return async (task) => {
    clearTimeout(idle);
    worker ??= begin();
    const timer = new AbortController();
    try {
      const outcome = await Promise.race([
        answerOf(worker, task),
        clock.sleep(limits.timeMs, timer.signal).then(() => tooMuch),
      ]);
      if (outcome === tooMuch) end();
      else idle = setTimeout(end, limits.idleMs).unref();
      if ('value' in outcome) return outcome.value;
      throw new AppError(outcome.code, outcome.detail);
    } catch (error) {
      if (!(error instanceof AppError)) end();
      throw error;
    } finally {
      timer.abort();
    }
  };
}

function startWorker(): Worker {
  const worker = startThread(new URL('./plan-thread', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32 },
    ...{ env: {}, stdout: true, stderr: true },
  });
  worker.unref();
  return worker;
}

const tooMuch: PlanOutcome = { code: 'plan_too_long', detail: 'reading it takes too much' };

function answerOf(worker: Worker, task: PlanTask): Promise<PlanOutcome> {
  return new Promise<PlanOutcome>((resolve, reject) => {
    const settle = (how: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      how();
    };
    const onMessage = (outcome: PlanOutcome) => settle(() => resolve(outcome));
    const onExit = () => settle(() => resolve(tooMuch));
    const onError = (error: Error & { code?: string }) =>
      settle(() => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooMuch);
        else reject(error);
      });
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
