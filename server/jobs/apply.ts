import type { Transaction } from 'kysely';
import type { JobKind, JobPayload, JobResult } from '../../contract/jobs.ts';
import type { Database } from '../store/schema.ts';

/** How a worker's try ended, with what it was asked for. */
export interface Finished<K extends JobKind> {
  workId: string;
  subject: string;
  /** `null` when the row's cannot be read; then the result is a failure. */
  payload: JobPayload<K> | null;
  result: { ok: true; value: JobResult<K> } | { ok: false; code: string; detail: string };
  /** By the worker's clock. */
  finishedAt: number;
}

/** Writes an outcome into the rows that it concerns, inside the transaction that closes the work. */
export type Apply<K extends JobKind> = (
  trx: Transaction<Database>,
  finished: Finished<K>,
) => Promise<void>;

/** As {@link Apply} for outcomes that come many at once, each of another subject. */
export type ApplyTogether<K extends JobKind> = (
  trx: Transaction<Database>,
  finished: readonly Finished<K>[],
) => Promise<void>;

/** One for every kind: a missing one does not compile. */
export type ApplyTable = { [K in Exclude<JobKind, 'push'>]: Apply<K> } & {
  push: ApplyTogether<'push'>;
};
