import { z } from 'zod';
import { recordingStates } from '../../core/recording/states.ts';
import { route } from '../route.ts';
import { id, localDate } from '../scalar.ts';
import { outageLevels } from './outages.ts';

/** What the server tells open consoles; each only what the person may read. */
export const liveEvent = z.discriminatedUnion('type', [
  /** How far the work on a recording is. */
  z.object({
    type: z.literal('recording.progress'),
    recordingId: id,
    /** 0 to 1. */
    progress: z.number(),
  }),
  /** A recording is new, changed or has another state: read it again. */
  z.object({
    type: z.literal('recording.changed'),
    recordingId: id,
    state: z.enum(recordingStates),
  }),
  /** It was written down who is ready, half an hour before something sounds at a station. */
  z.object({
    type: z.literal('readiness.noted'),
    stationId: id,
    date: localDate,
    /** Key of the session, or the occurrence. */
    subject: z.string(),
    ready: z.int(),
    total: z.int(),
  }),
  /** Somebody is away, more went with them, or all are back: read the outages again. */
  z.object({
    type: z.literal('outage.changed'),
    outageId: id,
    level: z.enum(outageLevels),
    isOver: z.boolean(),
  }),
]);
export type LiveEvent = z.output<typeof liveEvent>;

const types: Record<LiveEvent['type'], true> = {
  'recording.progress': true,
  'recording.changed': true,
  'readiness.noted': true,
  'outage.changed': true,
};
/** Whether an event is one of these, and not one of a newer server. */
export const isLiveEvent = (event: { type?: unknown } | null): event is LiveEvent =>
  typeof event?.type === 'string' && event.type in types;

const listen = route({
  method: 'GET',
  path: '/api/v1/live',
  summary:
    'Server-Sent Events: each `data` is a live event; a comment every 20 s keeps the line open',
  access: 'read',
  answer: 'text/event-stream',
});

export const liveRoutes = { listen };
