import { z } from 'zod';
import { slotLimits } from '../../core/recurrence/slots.ts';
import { partTiers } from '../../core/session/session.ts';
import { recurrence } from '../recurrence.ts';
import { route } from '../route.ts';
import {
  byId,
  epochMs,
  id,
  label,
  localDate,
  localTime,
  occurrenceId,
  page,
  pageQuery,
} from '../scalar.ts';
import { outlook } from './outlook.ts';

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
  z.object({
    kind: z.literal('now'),
    /** Set by the server when it is saved. */
    atMs: epochMs.default(0),
    interrupts: z.boolean(),
  }),
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
    /** Wall time at which the programme to be recorded is on; `null` for a live relay. */
    recordAt: localTime.nullable().default(null),
  }),
  z.object({ type: z.literal('input'), ...sound, input: z.enum(['line', 'fm', 'microphone']) }),
  z.object({ type: z.literal('silence'), durationMs: z.int().min(100).max(600_000) }),
]);
const items = z.array(item).min(1).max(100);

/** Longest relay that is recorded: the longest recording that is taken. */
export const longestRecordedMs = 10_800_000;

/** As somebody asks for it: a relay is recorded at a time, or carried live at none. */
export const askedItem = item.superRefine((given, context) => {
  if (given.type !== 'relay') return;
  const isRecorded = given.carry === 'recorded';
  const fault = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (isRecorded && given.recordAt === null)
    fault('recordAt', 'when the programme is on is missing');
  if (!isRecorded && given.recordAt !== null) fault('recordAt', 'a live relay has none');
  if (isRecorded && given.durationMs > longestRecordedMs)
    fault('durationMs', 'longer than what is recorded');
});
const askedItems = z.array(askedItem).min(1).max(100);

/** What a day that is edited by itself has otherwise; what is left out is as on every other day. */
const dayFields = {
  title: label.optional(),
  placement: placement.optional(),
  items: items.optional(),
};
const override = z.object({ date: localDate, ...dayFields });
const askedDay = { ...dayFields, items: askedItems.optional() };

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

/** As somebody asks for it. */
const asked = {
  ...fields,
  items: askedItems,
  overrides: z
    .array(z.object({ date: localDate, ...askedDay }))
    .max(400)
    .default([]),
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
  'recorded_relay_now',
  'station_not_found',
  'endpoint_not_found',
  'group_not_found',
  'area_not_found',
  'programme_not_found',
  'recording_not_found',
  'recording_not_approved',
  'recording_expired',
  'occurrence_not_found',
  'replace_not_allowed',
  'not_held_yet',
  'urgent_too_late',
  'interrupt_not_allowed',
  'window_left',
  'own_part_left',
] as const;

const saveQuery = z.object({
  dryRun: z.stringbool().default(false),
  /** It may enter air that is frozen already, up to a minute before, where the endpoints hold it. */
  urgent: z.stringbool().default(false),
});

/** Ghi đè: occurrences of others that are taken out in the same go; needs the right over each. */
const replaces = z.array(occurrenceId).max(500).default([]);

const create = route({
  method: 'POST',
  path: '/api/v1/broadcasts',
  summary: 'Place recordings in sessions or at a time; with dryRun nothing is saved',
  access: 'broadcast.place',
  query: saveQuery.extend({
    /** Recordings that are still to be approved may be placed: they air once they are. */
    awaitsApproval: z.stringbool().default(false),
  }),
  body: z.object({ ...asked, replaces }),
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
  access: 'broadcast.place',
  params: byId,
  query: saveQuery.extend({
    /** Days that were left out or edited by themselves may lose their date. */
    dropDays: z.stringbool().default(false),
  }),
  body: z.object({ ...asked, replaces, version: z.int() }),
  answer: z.object({ broadcast, outlook }),
  errors: ['broadcast_not_found', 'broadcast_changed', 'broadcast_loses_days', ...saveErrors],
});

const byDay = z.object({ id, date: localDate });
const dayErrors = ['broadcast_not_found', 'broadcast_changed', 'broadcast_day_not_found'] as const;

const editDay = route({
  method: 'PUT',
  path: '/api/v1/broadcasts/:id/days/:date',
  summary: 'Chỉ ngày này: what one day has otherwise; its occurrences keep their names',
  access: 'broadcast.place',
  params: byDay,
  query: saveQuery,
  body: z.object({ ...askedDay, replaces, version: z.int() }),
  answer: z.object({ broadcast, outlook }),
  errors: [...dayErrors, ...saveErrors],
});

const dropDay = route({
  method: 'DELETE',
  path: '/api/v1/broadcasts/:id/days/:date',
  summary: 'Not on this day; always passes, also where the air is frozen',
  access: 'broadcast.place',
  params: byDay,
  query: z.object({
    version: z.coerce.number().int(),
    dryRun: z.stringbool().default(false),
  }),
  answer: z.object({ broadcast, outlook }),
  errors: [...dayErrors, 'broadcast_in_past', 'window_left', 'own_part_left'],
});

const split = route({
  method: 'POST',
  path: '/api/v1/broadcasts/:id/split',
  summary: 'Từ ngày này: ends the series before a day and begins one that goes on from it',
  access: 'broadcast.place',
  params: byId,
  query: saveQuery,
  body: z.object({ ...asked, replaces, from: localDate, version: z.int() }),
  /** The new series; as it stands, that of before, where nothing is saved. */
  answer: z.object({ broadcast, outlook }),
  status: 201,
  errors: ['broadcast_not_found', 'broadcast_changed', ...saveErrors],
});

const order = route({
  method: 'POST',
  path: '/api/v1/broadcasts/order',
  summary:
    'Put what is in a part of a session into another order on one day, at every station of each; all of it or none',
  access: 'broadcast.place',
  body: z.object({
    date: localDate,
    sessionKey: z.string().max(32),
    part: z.enum(partTiers),
    /** In the order that is wanted; those that are not named stay as they are. */
    broadcastIds: z.array(id).min(2).max(200),
  }),
  answer: z.object({
    /** Names what was changed together, to be taken back by it; `null` where it was so already. */
    change: id.nullable(),
    /** At how many stations what was changed is heard. */
    stations: z.int(),
  }),
  errors: ['broadcast_not_found', 'broadcast_changed', 'order_fixed', ...saveErrors],
});

const withdraw = route({
  method: 'POST',
  path: '/api/v1/broadcasts/:id/withdraw',
  summary: 'Take it out of every coming playlist',
  access: 'broadcast.place',
  params: byId,
  body: z.object({ version: z.int() }),
  answer: broadcast,
  errors: ['broadcast_not_found', 'broadcast_changed', 'window_left', 'own_part_left'],
});

export const broadcastRoutes = {
  ...{ list, create, get, update, withdraw },
  ...{ editDay, dropDay, split, order },
};
