import { z } from 'zod';
import { epochMs, id, sha256 } from './scalar.ts';
import { pushAnswer } from './station/push.ts';

/** A kind of work for the workers: what goes in, what comes out, and how patient the queue is. */
interface Job {
  payload: z.ZodType;
  result: z.ZodType;
  attempts: number;
  backoff: { baseMs: number; capMs: number };
  timeoutMs: number;
  concurrency: number;
}

export const jobs = {
  /** Check an upload and make one rendition of it. */
  transcode: {
    payload: z.object({
      source: sha256,
      profile: z.enum(['mp3-48k']),
      limitMs: z.int().min(1000),
    }),
    result: z.object({
      rendition: sha256,
      bytes: z.int(),
      durationMs: z.int(),
      centiLufs: z.int(),
      centiDbtp: z.int(),
      /** Length of the source as decoded, in ms. */
      sourceMs: z.int(),
      findings: z.array(z.string()),
    }),
    attempts: 4,
    backoff: { baseMs: 1000, capMs: 30_000 },
    timeoutMs: 30 * 60_000,
    concurrency: 2,
  },
  /** Hand signed bytes to an endpoint that can be reached. */
  push: {
    payload: z.object({
      endpointId: id,
      url: z.url(),
      body: sha256,
      /** Value of the header `Loa-Signature`. */
      signature: z.string(),
      /** After this the signature is stale and another job takes over. */
      notAfter: epochMs,
    }),
    result: pushAnswer,
    attempts: 5,
    backoff: { baseMs: 1000, capMs: 20_000 },
    timeoutMs: 15_000,
    concurrency: 16,
  },
} as const satisfies Record<string, Job>;

export type JobKind = keyof typeof jobs;
export const jobKinds = Object.keys(jobs) as JobKind[];
export type JobPayload<K extends JobKind> = z.output<(typeof jobs)[K]['payload']>;
export type JobResult<K extends JobKind> = z.output<(typeof jobs)[K]['result']>;

/** Each kind has a queue of its name; outcomes come back on this one, applied by the server alone. */
export const outcomeQueue = 'outcomes';

/** What the queue carries around a payload. */
export const jobEnvelope = z.object({
  workId: id,
  generation: z.int().min(1),
  payload: z.unknown(),
});

/** Enqueued by the processor before it returns; dropped by the server if the generation is not current. */
export const outcome = z.object({
  workId: id,
  kind: z.enum(jobKinds as [JobKind, ...JobKind[]]),
  generation: z.int().min(1),
  finishedAt: epochMs,
  result: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), code: z.string(), detail: z.string() }),
  ]),
});
export type Outcome = z.output<typeof outcome>;

/** How an outcome travels: with the name of the work that it ends, tried until the server has it. */
export const outcomeJobs = {
  [outcomeQueue]: {
    payload: outcome,
    attempts: 1000,
    backoff: { baseMs: 500, capMs: 10_000 },
    timeoutMs: 60_000,
    concurrency: 1,
  },
} as const;
