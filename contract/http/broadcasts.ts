import { z } from 'zod';
import { slotLimits } from '../../core/recurrence/slots.ts';
import { partTiers } from '../../core/session/session.ts';
import { recurrence } from '../recurrence.ts';
import { route } from '../route.ts';
import { lostTarget } from './effects.ts';
import { byId, epochMs, id, label, localDate, localTime, page, pageQuery } from '../scalar.ts';

const slot = z.object({ id: z.string().regex(/^[a-z0-9_]{1,32}$/), time: localTime });

export const placement = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('session'),
    sessionKey: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
    part: z.enum(partTiers),
    order: z.int().min(0).max(10_000),
  }),
  z.object({
    kind: z.literal('at'),
    /** Wall times of the day; several where it is repeated ("lặp N lần cách M phút"). */
    slots: z.array(slot).min(1).max(slotLimits.times),
    start: z.enum(['hard', 'soft']),
    maxDelayMs: z.int().min(0).max(86_400_000),
  }),
  z.object({ kind: z.literal('now'), atMs: epochMs, interrupts: z.boolean() }),
]);

const sound = { durationMs: z.int().min(1000).max(14_400_000) };
export const item = z.discriminatedUnion('type', [
  z.object({ type: z.literal('recording'), recordingId: id }),
  z.object({
    type: z.literal('pool'),
    programmeId: id,
    fillMs: z.int().min(30_000).max(14_400_000),
    language: z.string().max(16).nullable(),
    minMs: z.int().min(0).nullable(),
    maxMs: z.int().min(1000).nullable(),
    restDays: z.int().min(0).max(365),
  }),
  z.object({
    type: z.literal('relay'),
    ...sound,
    url: z.url({ protocol: /^https?$/ }).max(2000),
    delayMs: z.int().min(0).max(300_000),
    fallbackRecordingId: id.nullable(),
    carry: z.enum(['live', 'recorded']),
  }),
  z.object({ type: z.literal('input'), ...sound, input: z.enum(['line', 'fm', 'microphone']) }),
  z.object({ type: z.literal('silence'), durationMs: z.int().min(100).max(600_000) }),
]);
const items = z.array(item).min(1).max(100);

/** A day that is edited by itself; what is left out is as on every other day. */
const override = z.object({
  date: localDate,
  title: label.optional(),
  placement: placement.optional(),
  items: items.optional(),
});

export const overflow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('next'), withinDays: z.int().min(0).max(7) }),
  z.object({ kind: z.literal('skip') }),
  z.object({ kind: z.literal('ask') }),
]);

const ids = z.array(id).max(10_000);
export const targets = z.object({
  areas: ids,
  stations: ids,
  endpoints: ids,
  groups: ids.default([]),
  except: ids,
});

const fields = {
  title: label,
  programmeId: id.nullable(),
  /** Whose broadcast it is: its tier is its authority. */
  ownerAreaId: id,
  class: z.enum(['normal', 'priority']),
  campaignId: id.nullable().default(null),
  placement,
  dates: recurrence,
  items,
  overrides: z.array(override).max(400).default([]),
  targets,
  overflow: overflow.default({ kind: 'skip' }),
  whenBeaten: z.enum(['queue', 'skip', 'shorten']),
  afterInterrupt: z.enum(['resume', 'restart', 'drop']).default('restart'),
  volumePercent: z.int().min(1).max(100).nullable().default(null),
};

export const broadcast = z.object({
  id,
  ...fields,
  state: z.enum(['active', 'withdrawn']),
  /** The series that it goes on with from a day on. */
  predecessorId: id.nullable(),
  /** When it was put into frozen air by a person. */
  urgentSince: epochMs.nullable(),
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
  /** Of what it is meant for, what it does not reach from some day on. */
  lost: z.array(lostTarget),
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
  'group_not_found',
  'area_not_found',
  'programme_not_found',
  'recording_not_found',
  'recording_not_approved',
  'recording_expired',
] as const;

const saveQuery = z.object({
  dryRun: z.stringbool().default(false),
  /** It may enter air that is frozen already, up to a minute before. */
  urgent: z.stringbool().default(false),
});

const create = route({
  method: 'POST',
  path: '/api/v1/broadcasts',
  summary: 'Place recordings in sessions or at a time; with dryRun nothing is saved',
  access: 'broadcast.write',
  query: saveQuery,
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
  query: saveQuery,
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
  body: z.object({ version: z.int() }),
  answer: broadcast,
  errors: ['broadcast_not_found', 'broadcast_changed'],
});

export const broadcastRoutes = { list, create, get, update, withdraw };
