import type { JobKind, JobPayload, JobResult } from '../contract/jobs.ts';
import type { JobContext } from '../runtime/job.ts';

/** Does one kind of job: payload in, result out; throws AppError when there is none. */
export type Processor<K extends JobKind> = (
  payload: JobPayload<K>,
  context: Pick<JobContext, 'workId' | 'signal' | 'progress'>,
) => Promise<JobResult<K>>;

/** One for every kind: a missing one does not compile. */
export type ProcessorTable = { [K in JobKind]: Processor<K> };
