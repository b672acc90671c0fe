import { z } from 'zod';
import { partTiers } from '../../core/session/session.ts';
import { route } from '../route.ts';
import { byId, id, localDate, occurrenceId, page, pageQuery } from '../scalar.ts';
import { broadcast, asked, askedDay } from './broadcast.ts';
import { outlook } from './outlook.ts';

export {
  askedItem,
  broadcast,
  item,
  longestRecordedMs,
  overflow,
  placement,
  targets,
  type BroadcastAnswer,
} from './broadcast.ts';
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
