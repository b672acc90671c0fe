import { availableParallelism } from 'node:os';
import { Queue, Worker, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import { AppError } from './error.ts';
import { runJob } from './job-run.ts';
import { jobId, type JobHandler, type JobName, type JobSpec } from './job.ts';
import type { JobDefinition, JobTable, PayloadOf } from './job.ts';
import type { Logger } from './log.ts';

/** A job to be queued. */
export interface JobRequest<T extends JobTable, K extends keyof T & string> extends JobName<K> {
  payload: PayloadOf<T[K]>;
  /** Not before so many milliseconds from now; a queue is no clock: up to 100 ms late. */
  delayMs?: number;
  /** Lower is taken first, and the same in the order they came; before all others when left out. */
  priority?: number;
}

/** A job that is in the queue now. */
export interface QueuedJob {
  state: 'waiting' | 'delayed' | 'active';
  /** From 0 to 1. */
  progress: number;
}

/** Puts jobs into Redis. */
export interface Producer<T extends JobTable> {
  /** Queues a job; nothing happens if one of the same name is there. */
  add<K extends keyof T & string>(request: JobRequest<T, K>): Promise<void>;
  /** Queues many, one round trip for each kind. */
  addMany<K extends keyof T & string>(requests: readonly JobRequest<T, K>[]): Promise<void>;
  /** The job, or undefined when Redis does not hold it: never added, done, failed or lost. */
  find(name: JobName<keyof T & string>): Promise<QueuedJob | undefined>;
  /** How many of a kind workers have in hand. */
  countRunning(kind: keyof T & string): Promise<number>;
  /** How many consumers of a kind are connected. */
  countConsumers(kind: keyof T & string): Promise<number>;
  close(): Promise<void>;
}

/** Settings of a producer. */
export interface ProducerOptions {
  /** Milliseconds after which a call gives up on an unreachable Redis; without it, it waits. */
  limitMs?: number;
}

// A job whose worker was killed is taken up again after the lock ran out and the next look.
const lockMs = 15_000;
const stalledLookMs = 5_000;
// Kills are not the job's fault; at the bound the job is gone, and its owner decides what that means.
const maxStalls = 100;
const reconnectMs = 1_000;
const stopLimitMs = 5_000;
const jittered = 'jittered';

/**
 * A producer for the kinds in `table`, one BullMQ queue each. The caller owns the connection.
 * Calls throw AppError `time_limit` when Redis does not answer within `limitMs`; the job may
 * still arrive later, which its name makes harmless.
 */
export function createProducer<T extends JobTable>(
  connection: Redis,
  prefix: string,
  table: T,
  { limitMs }: ProducerOptions = {},
): Producer<T> {
  const queues = new Map<string, Queue>();
  const queueOf = (kind: string) => {
    const known = queues.get(kind);
    if (known) return known;
    const queue = new Queue(kind, { connection, prefix });
    // The connection's own listener reports; without one here the process would end.
    queue.on('error', () => {});
    queues.set(kind, queue);
    return queue;
  };
  const addMany = async <K extends keyof T & string>(requests: readonly JobRequest<T, K>[]) => {
    for (const kind of new Set(requests.map((request) => request.kind))) {
      const spec: JobSpec | undefined = table[kind];
      if (!spec) throw new TypeError(`no such kind of job: ${kind}`);
      const group = requests.filter((request) => request.kind === kind);
      const jobs = group.map((request) => toBullJob(request, spec));
      await within(limitMs, queueOf(kind).addBulk(jobs));
    }
  };
  return {
    add: (request) => addMany([request]),
    addMany,
    find: (name) => within(limitMs, findJob(queueOf(name.kind), name)),
    countRunning: (kind) => within(limitMs, queueOf(kind).getActiveCount()),
    countConsumers: (kind) => within(limitMs, queueOf(kind).getWorkersCount()),
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** What a consumer needs. */
export interface ConsumerOptions<D extends JobDefinition> {
  /** Stays the caller's; the consumer opens a second one like it for its blocking reads. */
  connection: Redis;
  prefix: string;
  kind: string;
  definition: D;
  handle: JobHandler<D>;
  clock: Clock;
  log: Logger;
}

/** Runs jobs of one kind. */
export interface Consumer {
  /** Resolves when it is connected and takes jobs. */
  ready(): Promise<void>;
  /** Takes no more, aborts those running, gives them back to the queue and waits up to 5 s for their end. */
  stop(): Promise<void>;
}

/**
 * Runs `handle` for each job of a kind, at least once: handlers are idempotent. A failed attempt
 * is repeated after a jittered wait, except for errors that no retry cures. Done or failed, a job
 * leaves Redis; its history is the handler's to tell.
 */
export function createConsumer<D extends JobDefinition>(options: ConsumerOptions<D>): Consumer {
  const { connection, prefix, kind, definition, clock, log } = options;
  const stopping = new AbortController();
  const worker = new Worker(kind, (job, token) => runJob(job, token, options, stopping.signal), {
    connection,
    prefix,
    concurrency: concurrencyOf(definition),
    lockDuration: lockMs,
    stalledInterval: stalledLookMs,
    maxStalledCount: maxStalls,
    runRetryDelay: reconnectMs,
    settings: {
      backoffStrategy: (attempt) =>
        backoffMs(attempt, { ...definition.backoff, random: Math.random }),
    },
  });
  worker.on('error', (err) => log.warn({ err, kind }, 'queue error'));
  worker.on('stalled', (id) => log.warn({ job: id }, 'job of a lost worker taken up again'));
  return {
    ready: async () => {
      await worker.waitUntilReady();
    },
    stop: async () => {
      stopping.abort(new Error('the process stops'));
      // Closing waits for a Redis that is away; its jobs are then taken up again as stalled ones.
      const closed = worker.close().then(() => true);
      const isClosed = await Promise.race([closed, clock.sleep(stopLimitMs).then(() => false)]);
      if (!isClosed) log.warn({ kind }, 'stopped without Redis');
    },
  };
}

function concurrencyOf({ concurrency }: JobSpec): number {
  return concurrency === 'cores' ? availableParallelism() : concurrency;
}

function toBullJob<T extends JobTable, K extends keyof T & string>(
  request: JobRequest<T, K>,
  spec: JobSpec,
) {
  const { kind, workId, generation, payload, delayMs = 0, priority = 0 } = request;
  const opts: JobsOptions = {
    jobId: jobId(request),
    attempts: spec.attempts,
    backoff: { type: jittered },
    delay: delayMs,
    priority,
    removeOnComplete: true,
    removeOnFail: true,
  };
  return { name: kind, data: { workId, generation, payload }, opts };
}

async function findJob(queue: Queue, name: JobName): Promise<QueuedJob | undefined> {
  const job = await queue.getJob(jobId(name));
  if (!job) return undefined;
  const state = await job.getState();
  const progress = typeof job.progress === 'number' ? job.progress : 0;
  if (state === 'active' || state === 'delayed') return { state, progress };
  return state === 'waiting' || state === 'prioritized'
    ? { state: 'waiting', progress }
    : undefined;
}

async function within<R>(limitMs: number | undefined, call: Promise<R>): Promise<R> {
  if (limitMs === undefined) return call;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('time_limit', `Redis did not answer within ${limitMs} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
  }
}
