import type { z } from 'zod';
import type { Logger } from './log.ts';

/** How one kind of job is run. */
export interface JobSpec {
  /** How often the handler may fail; a killed worker's try is not counted. */
  attempts: number;
  /** Waits between attempts, full jitter. */
  backoff: { baseMs: number; capMs: number };
  /** For one attempt. */
  timeoutMs: number;
  /** Jobs of this kind that one consumer runs at once; `cores`: as many as this process may use. */
  concurrency: number | 'cores';
}

/** A kind of job and what it carries. */
export interface JobDefinition extends JobSpec {
  payload: z.ZodType;
}

/** Every kind of job by its name. */
export type JobTable = Readonly<Record<string, JobDefinition>>;

/** What a job of this definition carries. */
export type PayloadOf<D extends JobDefinition> = z.output<D['payload']>;

/** Names one piece of work; the same name is never queued twice at once. */
export interface JobName<K extends string = string> {
  kind: K;
  /** The id of the row of work that the job serves. */
  workId: string;
  /** Raised by the reconciler when it asks again for lost work. */
  generation: number;
}

/** What a handler gets beside its payload. */
export interface JobContext {
  workId: string;
  generation: number;
  /** Aborted at the time limit and when the process stops; the handler then ends soon. */
  signal: AbortSignal;
  /** Tells how far the job is, from 0 to 1; cheap to call often. */
  progress(fraction: number): void;
  /** 1 for the first. */
  attempt: number;
  lastAttempt: boolean;
  /** Whether throwing this error would end the job for good, so that its outcome must be told first. */
  isFinal(error: unknown): boolean;
  log: Logger;
}

export type JobHandler<D extends JobDefinition> = (
  payload: PayloadOf<D>,
  context: JobContext,
) => Promise<void>;

/** The id of a job in the queue. */
export function jobId({ kind, workId, generation }: JobName): string {
  return `${kind}-${workId}-g${generation}`;
}
