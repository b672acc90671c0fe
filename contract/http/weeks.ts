import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs, id, localDate, monday } from '../scalar.ts';
import { sounds } from './asks.ts';
import { placement } from './broadcasts.ts';

const version = z.object({ id, version: z.int() });
const note = z.string().trim().normalize().max(1000);

/** A broadcast of the commune's own in a week, and whether it is approved. */
export const weekItem = z.object({
  broadcastId: id,
  version: z.int(),
  title: z.string(),
  class: z.enum(['normal', 'priority']),
  placement,
  days: z.array(localDate),
  sounds,
  /**
   * `changed`: an earlier version was approved; `in_window`: inside a granted window, where nobody's
   * approval of the timetable is needed.
   */
  state: z.enum(['approved', 'changed', 'new', 'in_window']),
  makers: z.array(z.string()),
  /** Whether the person who reads this had a hand in it. */
  isMine: z.boolean(),
});

/** Handed in for approval by who plans it, or returned by who approves. */
export const weekRemark = z.object({
  what: z.enum(['submitted', 'returned']),
  by: z.string(),
  at: epochMs,
  note: z.string().nullable(),
});

/** The week's programme of a station's area (lịch tuần). */
export const week = z.object({
  areaId: id,
  areaName: z.string(),
  stationId: id,
  monday,
  /** Whether a rule of the place asks for the approval. */
  isAsked: z.boolean(),
  items: z.array(weekItem),
  /** What was approved and is not in the week any more. */
  gone: z.array(z.object({ broadcastId: id, title: z.string() })),
  /** The newest first. */
  approvals: z.array(
    z.object({
      by: z.string(),
      at: epochMs,
      note: z.string().nullable(),
      withdrawnBy: z.string().nullable(),
      withdrawnAt: epochMs.nullable(),
    }),
  ),
  /** The newest first. */
  remarks: z.array(weekRemark),
  /** Whether the person who reads this may approve it now. */
  mayApprove: z.boolean(),
});
export type WeekAnswer = z.output<typeof week>;

const params = z.object({ areaId: id, monday });

const list = route({
  method: 'GET',
  path: '/api/v1/weeks',
  summary:
    'The areas of an approver whose programme of a week waits for approval, the most urgent first',
  access: 'week.approve',
  query: z.object({ monday }),
  answer: z.object({
    items: z.array(
      z.object({
        areaId: id,
        areaName: z.string(),
        monday,
        waiting: z.int(),
        /** Whether somebody handed it in, and nobody returned it since. */
        isSubmitted: z.boolean(),
        /** Until then it must be approved for the first of it to be heard; `null`: all of it is past. */
        decideBy: epochMs.nullable(),
      }),
    ),
  }),
});

const get = route({
  method: 'GET',
  path: '/api/v1/weeks/:areaId/:monday',
  summary:
    'What is in the week’s programme of a station’s area, and what changed since it was approved',
  access: 'read',
  params,
  answer: week,
  errors: ['station_not_found'],
});

const approve = route({
  method: 'POST',
  path: '/api/v1/weeks/:areaId/:monday/approve',
  summary: 'Approve exactly these versions; not alone what one made oneself',
  access: 'week.approve',
  params,
  body: z.object({ broadcasts: z.array(version).max(10_000), note: note.optional() }),
  answer: week,
  errors: ['station_not_found', 'week_changed', 'week_approver_is_author'],
});

const submit = route({
  method: 'POST',
  path: '/api/v1/weeks/:areaId/:monday/submit',
  summary: 'Say that the week is planned and can be approved (trình duyệt)',
  access: 'week.submit',
  params,
  body: z.object({ note: note.optional() }),
  answer: week,
  errors: ['station_not_found'],
});

const withdraw = route({
  method: 'POST',
  path: '/api/v1/weeks/:areaId/:monday/withdraw',
  summary:
    'Return the week with a note (trả lại); an approval is taken back: where it is asked, the commune’s own items do not air any more',
  access: 'week.approve',
  params,
  body: z.object({ note: note.min(1) }),
  answer: week,
  errors: ['station_not_found'],
});

export const weekRoutes = { list, get, submit, approve, withdraw };
