import { z } from 'zod';
import { partTiers } from '../../core/session/session.ts';
import { route } from '../route.ts';
import {
  byId,
  epochMs,
  id,
  label,
  localDate,
  localTime,
  page,
  pageQuery,
  weekdays,
} from '../scalar.ts';

export const placement = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('session'),
    sessionKey: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
    part: z.enum(partTiers),
    order: z.int().min(0).max(10_000),
  }),
  z.object({
    kind: z.literal('at'),
    time: localTime,
    start: z.enum(['hard', 'soft']),
    maxDelayMs: z.int().min(0).max(86_400_000),
  }),
]);

const range = {
  first: localDate,
  last: localDate.nullable(),
  except: z.array(localDate).max(1000),
};

export const dates = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once'), date: localDate }),
  z.object({ kind: z.literal('daily'), ...range }),
  z.object({ kind: z.literal('weekly'), weekdays, ...range }),
]);

const ids = z.array(id).max(10_000);
export const targets = z.object({ areas: ids, stations: ids, endpoints: ids, except: ids });

const fields = {
  title: label,
  programmeId: id.nullable(),
  /** Whose broadcast it is: its tier is its authority. */
  ownerAreaId: id,
  class: z.enum(['normal', 'priority']),
  placement,
  dates,
  items: z
    .array(z.object({ recordingId: id }))
    .min(1)
    .max(100),
  targets,
  whenBeaten: z.enum(['queue', 'skip']),
};

export const broadcast = z.object({
  id,
  ...fields,
  state: z.enum(['active', 'withdrawn']),
  /** Goes up with each change; an edit names the one that it saw. */
  version: z.int(),
  authorId: id,
  updatedAt: epochMs,
});
export type BroadcastAnswer = z.output<typeof broadcast>;

/** What saving does or would do, for the days that are compiled ahead. */
export const outlook = z.object({
  endpoints: z.int(),
  stations: z.int(),
  occurrences: z.array(
    z.object({
      stationId: id,
      stationName: z.string(),
      date: localDate,
      airs: z.boolean(),
      reason: z.string(),
      startsAt: epochMs.nullable(),
    }),
  ),
});
export type Outlook = z.output<typeof outlook>;

const list = route({
  method: 'GET',
  path: '/api/v1/broadcasts',
  summary: 'What is placed (mục phát), newest first',
  access: 'read',
  query: z.object({ ...pageQuery, state: z.enum(['active', 'withdrawn']).optional() }),
  answer: page(broadcast),
});

const saveErrors = [
  'broadcast_in_past',
  'broadcast_no_targets',
  'broadcast_dates_invalid',
  'broadcast_part_wrong',
  'station_not_found',
  'endpoint_not_found',
  'area_not_found',
  'programme_not_found',
  'recording_not_found',
  'recording_not_approved',
  'recording_expired',
] as const;

const create = route({
  method: 'POST',
  path: '/api/v1/broadcasts',
  summary: 'Place recordings in sessions or at a time; with dryRun nothing is saved',
  access: 'broadcast.write',
  query: z.object({ dryRun: z.stringbool().default(false) }),
  body: z.object(fields),
  answer: z.object({ broadcast: broadcast.nullable(), outlook }),
  status: 201,
  errors: saveErrors,
});

const get = route({
  method: 'GET',
  path: '/api/v1/broadcasts/:id',
  summary: 'One broadcast with what becomes of it in the coming days',
  access: 'read',
  params: byId,
  answer: z.object({ broadcast, outlook }),
  errors: ['broadcast_not_found'],
});

const update = route({
  method: 'PUT',
  path: '/api/v1/broadcasts/:id',
  summary: 'Change a broadcast; its occurrences keep their names; with dryRun nothing is saved',
  access: 'broadcast.write',
  params: byId,
  query: z.object({ dryRun: z.stringbool().default(false) }),
  body: z.object({ ...fields, version: z.int() }),
  answer: z.object({ broadcast, outlook }),
  errors: ['broadcast_not_found', 'broadcast_changed', ...saveErrors],
});

const withdraw = route({
  method: 'POST',
  path: '/api/v1/broadcasts/:id/withdraw',
  summary: 'Take it out of every coming playlist',
  access: 'broadcast.write',
  params: byId,
  answer: broadcast,
  errors: ['broadcast_not_found'],
});

export const broadcastRoutes = { list, create, get, update, withdraw };
