import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, page, pageQuery } from '../scalar.ts';
import { broadcast } from './broadcasts.ts';
import { airChanges, carryOut, language, timetableChange } from './timetable-change.ts';

const acts = z.enum(['create', 'update', 'withdraw', 'restore', 'import', 'template', 'copy_week']);

export const broadcastVersion = z.object({
  version: z.int(),
  what: acts,
  at: epochMs,
  userName: z.string().nullable(),
  state: z.enum(['active', 'withdrawn']),
  title: z.string(),
  /** What it changed of the version before it, in words. */
  changes: z.array(z.string()),
});
export type BroadcastVersionAnswer = z.output<typeof broadcastVersion>;

const versions = route({
  method: 'GET',
  path: '/api/v1/broadcasts/:id/versions',
  summary: 'Who changed a broadcast, when, and what, newest first',
  access: 'read',
  params: byId,
  query: z.object({ ...pageQuery, language }),
  answer: page(broadcastVersion),
  errors: ['broadcast_not_found'],
});

const restoreVersion = route({
  method: 'POST',
  path: '/api/v1/broadcasts/:id/restore',
  summary: 'Make a broadcast what it was in an earlier version, as a new one',
  access: 'broadcast.write',
  params: byId,
  query: z.object({ language }),
  body: z.object({
    /** The one that the person saw. */
    version: z.int(),
    toVersion: z.int(),
    dryRun: z.boolean().default(false),
  }),
  answer: z.object({
    broadcast,
    changes: z.array(z.string()),
    /** `null` where it was carried out. */
    air: airChanges.nullable(),
  }),
  errors: [
    'broadcast_not_found',
    'version_not_found',
    'broadcast_changed',
    'broadcast_in_past',
    'broadcast_no_targets',
    'broadcast_part_wrong',
    'recorded_relay_now',
    'recording_not_approved',
    'recording_expired',
  ],
});

/** An area, or with it everything beneath it. */
const whose = { areaId: id };

export const historyPoint = z.object({
  /** Names what was changed together. */
  id,
  what: acts,
  at: epochMs,
  userName: z.string().nullable(),
  /** How many broadcasts it changed. */
  count: z.int(),
  /** The first of them, in words. */
  broadcasts: z.array(z.object({ id, title: z.string(), changes: z.array(z.string()) })),
});
export type HistoryPoint = z.output<typeof historyPoint>;

const list = route({
  method: 'GET',
  path: '/api/v1/timetables/history',
  summary: "When an area's timetable changed, by whom, and how, newest first",
  access: 'read',
  query: z.object({
    ...pageQuery,
    ...whose,
    withBeneath: z.stringbool().default(true),
    language,
  }),
  answer: page(historyPoint),
  errors: ['area_not_found'],
});

const restore = route({
  method: 'POST',
  path: '/api/v1/timetables/restore',
  summary: 'Make every broadcast of an area what it was at a moment, all or none',
  access: 'broadcast.write',
  query: z.object({ language }),
  body: z.object({ ...whose, withBeneath: z.boolean().default(true), at: epochMs, ...carryOut }),
  answer: timetableChange,
  errors: ['area_not_found', 'timetable_changed', 'history_too_short', 'broadcast_changed'],
});

const undo = route({
  method: 'POST',
  path: '/api/v1/timetables/undo',
  summary:
    "Take back a change of one's own, all of it or none; refused where some of it was changed since or sounds now",
  access: 'broadcast.place',
  body: z.discriminatedUnion('of', [
    z.object({ of: z.literal('change'), id }),
    /** By a version of a broadcast that it made. */
    z.object({ of: z.literal('broadcast'), id, version: z.int() }),
  ]),
  answer: z.object({ broadcasts: z.int(), broadcastIds: z.array(id) }),
  errors: [
    'version_not_found',
    'change_on_air',
    'history_too_short',
    'broadcast_changed',
    'broadcast_in_past',
    'broadcast_no_targets',
    'broadcast_part_wrong',
    'recorded_relay_now',
    'recording_not_approved',
    'recording_expired',
    'window_left',
    'own_part_left',
  ],
});

export const historyRoutes = { versions, restoreVersion, list, restore, undo };
