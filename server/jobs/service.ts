import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import { manyJobs, manyQueue } from '../../contract/carriage.ts';
import { outcomeJobs, outcomeQueue, type JobKind, type Outcome } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { createConsumer } from '../../runtime/queue.ts';
import type { Database } from '../store/schema.ts';
import type { ApplyTable } from './apply.ts';
import { createApplyMany } from './apply-many.ts';
import { createDispatcher } from './dispatcher.ts';
import { forgetOver } from './forget-over.ts';
import { applyOutcome } from './outcomes.ts';
import { readFigures, readHands, type Hands, type JobFigures } from './figures.ts';
import { watchProgress } from './progress.ts';
import { createServerQueue } from './queue.ts';
import { reconcile } from './reconcile.ts';
import { createTally } from './tally.ts';

/** The bridge between the table of work and the queue. */
export interface Jobs {
  /** Queues what is due; call it after each commit that wrote work. Never fails. */
  kick(): void;
  /** Asks again for work that the queue lost; does nothing while Redis is away. */
  reconcile(): Promise<void>;
  /** How far the transcoding for a subject is, 0 to 1, or `null` when none is known to run. */
  progressOf(subject: string): number | null;
  /** How it stands with each kind, for /metrics. */
  figures(): Promise<JobFigures>;
  /** Who works on what now; empty while Redis is away. */
  atWork(): Promise<ReadonlyMap<JobKind, Hands>>;
  stop(): Promise<void>;
}

export interface JobsDeps {
  db: Kysely<Database>;
  /** Stays the caller's. */
  connection: Redis;
  prefix: string;
  apply: ApplyTable;
  /** Hears how far running transcodings are, by subject, 0 to 1. */
  onProgress: (subject: string, fraction: number) => void;
  /** Hears what was applied, once it is committed. */
  onApplied: (kind: JobKind, subject: string) => void;
  clock: Clock;
  log: Logger;
}

const stopLimitMs = 3_000;
const lostTooOften: Outcome['result'] = {
  ok: false,
  code: 'internal',
  detail: 'It was lost too often: it may be ending the workers that take it up.',
};

/** Begins to apply outcomes at once; what is due is queued by `kick` and `reconcile`. */
export function createJobs(deps: JobsDeps): Jobs {
  const { db, connection, prefix, apply, onProgress: onStep, clock, log } = deps;
  const queue = createServerQueue(connection, prefix);
  const progress = watchProgress({ connection, prefix, kind: 'transcode', onStep, log });
  const tally = createTally();
  const isReady = () => connection.status === 'ready';
  const onQueued = progress.remember;
  const tell = ({ kind, result }: Outcome, subject: string) => {
    if (result.ok) tally.done(kind);
    else tally.failed(kind, result.code);
    deps.onApplied(kind, subject);
  };
  const applyAndTell = async (outcome: Outcome): Promise<boolean> => {
    const subject = await applyOutcome({ db, apply, clock }, outcome);
    if (subject === null) return false;
    tell(outcome, subject);
    return true;
  };
  const giveUp = (row: { workId: string; kind: JobKind; generation: number }) =>
    applyAndTell({ ...row, finishedAt: clock.now(), result: lostTooOften });
  const dispatcher = createDispatcher({ db, queue, isReady, onQueued, giveUp, clock, log });
  const consumers = consumeOutcomes(deps, {
    applyAndTell,
    tell,
    forget: (workId) => progress.forget(workId),
    // What was applied may have asked for more.
    kick: () => dispatcher.kick(),
  });
  const look = async () => {
    await reconcile({ db, queue, isReady, onQueued, giveUp, clock, log });
    await forgetOver(db, progress);
    await dispatcher.settle();
  };
  // A Redis that is back may have come back empty.
  const onReady = () => {
    look().catch((err: unknown) => log.warn({ err }, 'work is not reconciled yet'));
  };
  connection.on('ready', onReady);
  return {
    kick: () => dispatcher.kick(),
    reconcile: look,
    progressOf: (subject) => progress.of(subject),
    atWork: () => readHands({ queue, isReady }),
    figures: () => readFigures({ db, queue, isReady, tally, clock }),
    stop: async () => {
      connection.off('ready', onReady);
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      // Closing waits for a Redis that is away.
      await Promise.race([
        Promise.allSettled([dispatcher.settle(), progress.close(), queue.close()]),
        clock.sleep(stopLimitMs),
      ]);
    },
  };
}

/** Applies what workers say, of one piece of work or of many. */
function consumeOutcomes(
  { db, connection, prefix, apply, clock, log }: JobsDeps,
  heard: {
    applyAndTell: (outcome: Outcome) => Promise<boolean>;
    tell: (outcome: Outcome, subject: string) => void;
    forget: (workId: string) => void;
    kick: () => void;
  },
) {
  const shared = { connection, prefix, clock, log };
  const applyMany = createApplyMany({ db, apply, clock });
  return [
    createConsumer({
      ...{ ...shared, kind: outcomeQueue, definition: outcomeJobs[outcomeQueue] },
      handle: async (outcome) => {
        if (!(await heard.applyAndTell(outcome))) return;
        heard.forget(outcome.workId);
        heard.kick();
      },
    }),
    createConsumer({
      ...{ ...shared, kind: manyQueue, definition: manyJobs[manyQueue] },
      handle: async ({ outcomes }) => {
        const { applied, fault } = await applyMany(outcomes);
        for (const { outcome, subject } of applied) {
          heard.tell(outcome, subject);
          heard.forget(outcome.workId);
        }
        // The queue brings it again.
        if (fault) throw fault;
        heard.kick();
      },
    }),
  ];
}
