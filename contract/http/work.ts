import { z } from 'zod';
import { jobKinds, type JobKind } from '../jobs.ts';
import { route } from '../route.ts';
import { epochMs, id, page, pageQuery } from '../scalar.ts';

const kind = z.enum(jobKinds as [JobKind, ...JobKind[]]);
const count = z.int();

const figure = z.object({
  kind,
  /** Due, and in nobody's hands yet. */
  waiting: count,
  /** In the hands of workers; `null` where the queue cannot be asked. */
  running: count.nullable(),
  /** Due later: at its hour, or at its next try. */
  later: count,
  /** Failed for good, of what somebody still wants and may see. */
  failed: count,
  /** Since when the oldest is due that waits. */
  oldestDueAt: epochMs.nullable(),
  /** Processes that take work of this kind; `null` where the queue cannot be asked. */
  workers: count.nullable(),
});
export type WorkFigure = z.output<typeof figure>;

const figures = route({
  method: 'GET',
  path: '/api/v1/work',
  summary: 'How it stands with the work of the workers, a line for each kind',
  access: 'work.manage',
  answer: z.object({ items: z.array(figure) }),
});

const failure = z.object({
  workId: id,
  kind,
  /** The recording, broadcast or endpoint that it was for; a spoken text's own id. */
  subjectId: z.string(),
  title: z.string().nullable(),
  areaName: z.string().nullable(),
  /** Code of an error; `null` where an older version of the server did not keep it. */
  reason: z.string().nullable(),
  failedAt: epochMs,
  /** How often it was asked for; of a push: how often it was sent. */
  tries: count,
  /** Until when it may be tried again: a programme that is over cannot be recorded. */
  retryUntil: epochMs.nullable(),
});
export type WorkFailure = z.output<typeof failure>;

const failures = route({
  method: 'GET',
  path: '/api/v1/work/failures',
  summary: 'Work that failed for good and that somebody still wants, the newest failure first',
  access: 'work.manage',
  query: z.object({ ...pageQuery, kind: kind.optional() }),
  answer: page(failure),
  errors: ['cursor_invalid'],
});

const retry = route({
  method: 'POST',
  path: '/api/v1/work/failures/:id/retry',
  summary: 'Do work again that failed; what runs or waits already is left alone',
  access: 'work.manage',
  params: z.object({ id }),
  status: 204,
  answer: z.null(),
  errors: ['work_not_failed', 'capture_missed'],
});

const retryAll = route({
  method: 'POST',
  path: '/api/v1/work/failures/retry',
  summary: 'Do all failed work of a kind again, as far as that is still of use',
  access: 'work.manage',
  body: z.object({ kind }),
  answer: z.object({ retried: count }),
});

export const workRoutes = { figures, failures, retry, retryAll };
