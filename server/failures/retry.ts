import type { Kysely, Transaction } from 'kysely';
import type { JobKind, JobPayload } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { Deliveries } from '../deliveries/service.ts';
import type { Principal } from '../http/principal.ts';
import { problemOf } from '../http/problem-of.ts';
import { readPayload } from '../jobs/outcomes.ts';
import { ensureWork } from '../jobs/work.ts';
import { retryRendition } from '../recordings/retry.ts';
import { retryCapture } from '../relays/retry-capture.ts';
import type { Database } from '../store/schema.ts';
import { findFailure, listFailures, type Failure } from './list-failures.ts';

export interface FailuresDeps {
  db: Kysely<Database>;
  deliveries: Pick<Deliveries, 'pushAgain'>;
  /** Queues what is due; never fails. */
  kick: () => void;
  clock: Clock;
}

type Trx = Transaction<Database>;
/** Asks for it anew, in the transaction that has found it failed. */
type Retry<K extends JobKind> = (
  trx: Trx,
  given: { subject: string; payload: JobPayload<K>; clock: Clock },
) => Promise<void>;

/** As {@link Retry} for a row of work; whether what it asks for could be read. */
type RetryRow = (
  trx: Trx,
  row: Pick<Database['work'], 'subject' | 'payload'>,
  clock: Clock,
) => Promise<boolean>;

/** Another version of the server may have written what cannot be read. */
function reading<K extends JobKind>(kind: K, retry: Retry<K>): RetryRow {
  return async (trx, row, clock) => {
    const payload = readPayload(kind, row.payload);
    if (!payload) return false;
    await retry(trx, { subject: row.subject, payload, clock });
    return true;
  };
}

const retries: Record<Exclude<JobKind, 'push'>, RetryRow> = {
  transcode: reading('transcode', (trx, { payload: { source, cut, profile }, clock }) =>
    retryRendition(trx, { source, cut, profile }, clock),
  ),
  speak: reading('speak', async (trx, { subject, payload, clock }) => {
    await trx
      .updateTable('speech')
      .set({ state: 'due', reason_code: null, reason_detail: null, used_at: clock.now() })
      .where('id', '=', subject)
      .execute();
    await ensureWork(trx, { kind: 'speak', subject, payload, clock, priority: 'waitedFor' });
  }),
  capture: reading('capture', retryCapture),
  compare: reading('compare', async (trx, { subject, payload, clock }) => {
    await ensureWork(trx, { kind: 'compare', subject, payload, clock, priority: 'background' });
  }),
};

/**
 * Has failed work done again.
 * @throws AppError `work_not_failed` where it runs, waits, is done or nobody's; `capture_missed`
 */
export async function retryWork(
  deps: FailuresDeps,
  principal: Principal,
  workId: string,
): Promise<void> {
  const { db, deliveries, kick, clock } = deps;
  const failure = await findFailure(db, principal, workId);
  if (!failure) throw notFailed(workId);
  const { kind, subjectId, areaId, title } = failure;
  const note = (trx: Kysely<Database>) =>
    recordAudit(trx, {
      ...{ clock, userId: principal.userId, action: 'work.retry', subject: subjectId, areaId },
      detail: { kind, title: title?.slice(0, longestTitle) },
    });
  if (kind === 'push') {
    if ((await deliveries.pushAgain([subjectId])) === 0) throw notFailed(workId);
    await note(db);
  } else
    await db.transaction().execute(async (trx) => {
      if (!(await retryOne(trx, deps, { kind, workId }))) throw notFailed(workId);
      await note(trx);
    });
  kick();
}

const longestTitle = 100;

function notFailed(workId: string): AppError {
  return new AppError('work_not_failed', `work ${workId} has not failed, or not for good`);
}

const batch = 200;

/** Has all failed work of a kind done again, as far as that is of use; gives how much. */
export async function retryAll(
  deps: FailuresDeps,
  principal: Principal,
  kind: JobKind,
): Promise<number> {
  const { db, kick, clock } = deps;
  let retried = 0;
  let cursor: string | null = null;
  try {
    do {
      const page = await listFailures(db, principal, {
        kind,
        limit: batch,
        cursor: cursor ?? undefined,
      });
      retried += await retryThese(deps, kind, page.items);
      cursor = page.next;
      // Polls and alerts go first.
      await clock.sleep(0);
    } while (cursor !== null);
  } finally {
    // What was done before something broke is told of too.
    kick();
    if (retried > 0)
      await recordAudit(db, {
        ...{ clock, userId: principal.userId, action: 'work.retry-all', subject: kind },
        ...{ areaId: null, detail: { kind, count: retried } },
      });
  }
  return retried;
}

async function retryThese(
  deps: FailuresDeps,
  kind: JobKind,
  failures: readonly Failure[],
): Promise<number> {
  if (failures.length === 0) return 0;
  if (kind === 'push') return deps.deliveries.pushAgain(failures.map((one) => one.subjectId));
  let retried = 0;
  for (const { workId } of failures) if (await isRetried(deps, { kind, workId })) retried++;
  return retried;
}

/** One that cannot be done again is passed over. */
async function isRetried(deps: FailuresDeps, one: RetriedWork): Promise<boolean> {
  let isAsked = false;
  const problem = await problemOf(
    deps.db.transaction().execute(async (trx) => {
      isAsked = await retryOne(trx, deps, one);
    }),
  );
  return problem === null && isAsked;
}

interface RetriedWork {
  kind: Exclude<JobKind, 'push'>;
  workId: string;
}

/** `false`: somebody was quicker, or nobody can read what it asks for. */
async function retryOne(
  trx: Trx,
  { clock }: FailuresDeps,
  { kind, workId }: RetriedWork,
): Promise<boolean> {
  const row = await trx
    .selectFrom('work')
    .select(['subject', 'payload'])
    .where('id', '=', workId)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  return row !== undefined && (await retries[kind](trx, row, clock));
}
