import { z } from 'zod';
import { likenesses } from '../core/listening/likeness.ts';
import { profileNames } from '../core/recording/profiles.ts';
import { peaks, sourceAnalysis } from './analysis.ts';
import { epochMs, id, sha256 } from './scalar.ts';
import { pushAnswer } from './station/push.ts';

/** A kind of work for the workers: what goes in, what comes out, and how patient the queue is. */
interface Job {
  payload: z.ZodType;
  result: z.ZodType;
  attempts: number;
  backoff: { baseMs: number; capMs: number };
  timeoutMs: number;
  /** Jobs of this kind that one worker runs at once; `cores`: as many as it has. */
  concurrency: number | 'cores';
}

export const jobs = {
  /** Make one rendition of a source, and say what the source is where that is asked. */
  transcode: {
    payload: z.object({
      source: sha256,
      /** `null`: all of it, without the silence at its ends. */
      cut: z.object({ startMs: z.int().min(0), endMs: z.int().min(1) }).nullable(),
      profile: z.enum(profileNames),
      /** Longest source that is taken. */
      limitMs: z.int().min(1000),
      isAnalysisWanted: z.boolean(),
    }),
    result: z.object({
      rendition: sha256,
      /** Of the profile as the worker knows it, which may be another than the server's. */
      recipe: z.string().max(100),
      bytes: z.int(),
      durationMs: z.int(),
      /** Integrated loudness and true peak of the encoded file, in hundredths of LUFS and dBTP. */
      centiLufs: z.int(),
      centiDbtp: z.int(),
      /** Of the encoded file. */
      peaks,
      /** Whether loudness and true peak are where the profile wants them. */
      isOnTarget: z.boolean(),
      /** `null` unless it was wanted. */
      analysis: sourceAnalysis.nullable(),
      /** Of the source; `null` unless the analysis was wanted. */
      sourcePeaks: peaks.nullable(),
    }),
    attempts: 4,
    backoff: { baseMs: 1000, capMs: 30_000 },
    timeoutMs: 30 * 60_000,
    concurrency: 'cores',
  },
  /** Speak a text into a sound file in the store. */
  speak: {
    payload: z.object({
      /** As it is to be said: numbers and abbreviations are words already. */
      text: z.string().min(1).max(20_000),
      voice: z.string().max(100),
      wordsPerMinute: z.int().min(80).max(300),
    }),
    result: z.object({ source: sha256, bytes: z.int(), durationMs: z.int() }),
    attempts: 3,
    backoff: { baseMs: 1000, capMs: 10_000 },
    timeoutMs: 5 * 60_000,
    concurrency: 'cores',
  },
  /** Record a stream for as long as a programme is on; takes what it takes in real time. */
  capture: {
    payload: z.object({
      url: z.url({ protocol: /^https?$/ }),
      /** When the programme begins, and how far the stream runs behind that. */
      startsAt: epochMs,
      delayMs: z.int().min(0).max(300_000),
      durationMs: z.int().min(1000).max(10_800_000),
    }),
    result: z.object({
      source: sha256,
      bytes: z.int(),
      durationMs: z.int(),
      /** How much of the programme it lacks. */
      missingMs: z.int().min(0),
    }),
    attempts: 3,
    backoff: { baseMs: 1000, capMs: 5000 },
    timeoutMs: 10_800_000 + 10 * 60_000,
    // Hardly any work for a core: it waits for the stream.
    concurrency: 8,
  },
  /** Listen whether a phone recorded what was played. */
  compare: {
    payload: z.object({
      /** In the store of such recordings. */
      recorded: sha256,
      /** In that of the media, and the part of it that may have sounded then. */
      played: sha256,
      fromMs: z.int().min(0),
      lengthMs: z.int().min(1).max(600_000),
    }),
    result: z.object({ likeness: z.enum(likenesses) }),
    attempts: 2,
    backoff: { baseMs: 1000, capMs: 10_000 },
    timeoutMs: 90_000,
    concurrency: 1,
  },
  /** Hand signed bytes to an endpoint that can be reached; first in a batch, see `lanes`. */
  push: {
    payload: z.object({
      endpointId: id,
      url: z.url(),
      /** SHA-256 of the bytes to be sent. */
      body: sha256,
      /** Where those bytes stand: many pushes share a file. Else the file is named by `body`. */
      pack: z.object({ file: sha256, fromByte: z.int().min(0), bytes: z.int().min(1) }).optional(),
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

/** How urgent a job is within its queue; lower comes first, and the same come in order. */
export const priorities = { emergency: 1, waitedFor: 2, usual: 5, background: 10 } as const;
export type Priority = keyof typeof priorities;

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
