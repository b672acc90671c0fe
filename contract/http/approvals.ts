import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs, page, pageQuery } from '../scalar.ts';
import { recording } from './recording.ts';

/** A recording that waits for the asking person's decision. */
export const waitingRecording = z.object({
  recording,
  /**
   * Until then it must be approved to be heard when it is first to sound; `null` where no broadcast plays it
   * within a month.
   */
  decideBy: epochMs.nullable(),
});
export type WaitingRecording = z.output<typeof waitingRecording>;

const list = route({
  method: 'GET',
  path: '/api/v1/approvals',
  summary: 'What waits for the asking person’s decision: what sounds first first, then the oldest',
  access: 'read',
  query: z.object(pageQuery),
  answer: page(waitingRecording).extend({
    /** How many wait in all. */
    total: z.int(),
  }),
  errors: ['cursor_invalid'],
});

export const approvalRoutes = { list };
