import { z } from 'zod';
import { heardWords, longestWaitMs } from '../../core/listening/listening.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, label, localDate, occurrenceId, zone } from '../scalar.ts';

/** A link by which somebody near a loudspeaker says whether they hear it. */
export const listenerLink = z.object({
  id,
  endpointId: id,
  /** Whose it is: this name stands beside what is said by it. */
  name: z.string(),
  /** Who made it. */
  userName: z.string(),
  createdAt: epochMs,
  /** When it was last opened, to the minute; `null`: never. */
  usedAt: epochMs.nullable(),
});
export type ListenerLinkAnswer = z.output<typeof listenerLink>;

const listLinks = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/listener-links',
  summary: 'Links by which people near a loudspeaker say what they hear, newest first',
  access: 'endpoint.pair',
  params: byId,
  answer: z.object({ items: z.array(listenerLink) }),
  errors: ['endpoint_not_found'],
});

const createLink = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/listener-links',
  summary: 'Make a link for a person who hears the loudspeaker; its path is shown this once',
  access: 'endpoint.pair',
  params: byId,
  body: z.object({ name: label }),
  answer: listenerLink.extend({
    /** Of the console, below this server's origin; the secret stands behind the hash. */
    path: z.string(),
  }),
  status: 201,
  errors: ['endpoint_not_found', 'endpoint_revoked'],
});

const revokeLink = route({
  method: 'DELETE',
  path: '/api/v1/listener-links/:id',
  summary: 'End a link at once; what was said by it stays',
  access: 'endpoint.pair',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['listener_link_not_found'],
});

const token = z.string().min(1).max(200);
/** Which item is meant. */
const item = { token, date: localDate, key: z.string().max(130), startsAt: epochMs };

const entry = z.object({
  /** The day in whose list it stands. */
  date: localDate,
  key: z.string(),
  occurrence: occurrenceId,
  title: z.string(),
  startsAt: epochMs,
  durationMs: z.int(),
  /** What was last said by this link; `null`: nothing yet. */
  word: z.enum(heardWords).nullable(),
  saidAt: epochMs.nullable(),
  /** Recordings that were sent by this link. */
  recordings: z.int(),
});

/** What sounds at a loudspeaker today, and of yesterday what can still be told. */
export const listenDay = z.object({
  endpointName: z.string(),
  stationName: z.string(),
  /** Whose the link is. */
  name: z.string(),
  zone,
  date: localDate,
  /** The server's clock: phones are wrong by minutes. */
  now: epochMs,
  /** So many recordings may still be sent by this link, for now. */
  recordingsLeft: z.int(),
  /** After so many days they are removed. */
  recordingsKeptDays: z.int(),
  /** By their time. */
  entries: z.array(entry),
});
export type ListenDay = z.output<typeof listenDay>;
export type ListenEntry = ListenDay['entries'][number];

const errors = ['listener_link_not_found', 'too_many_requests'] as const;
const saidErrors = [
  ...errors,
  ...(['occurrence_not_found', 'listening_too_early', 'listening_too_late'] as const),
] as const;

const day = route({
  method: 'POST',
  path: '/api/v1/listening/day',
  summary: 'What is to be heard today, for whoever has the link',
  access: 'public',
  body: z.object({ token }),
  answer: listenDay,
  errors,
});

const say = route({
  method: 'POST',
  path: '/api/v1/listening',
  summary: 'Say how an item is heard at the loudspeaker; the last word counts',
  access: 'public',
  body: z.object({ ...item, word: z.enum(heardWords) }),
  answer: listenDay,
  errors: saidErrors,
});

const record = route({
  method: 'POST',
  path: '/api/v1/listening/recordings',
  summary: 'Send a recording of some seconds, with its fields before it; the same one twice is one',
  access: 'public',
  bodyType: 'multipart',
  body: z.object({
    ...item,
    startsAt: z.coerce.number().pipe(epochMs),
    /** How long ago it ended, in ms: phones have no right time, but know what has passed. */
    endedAgoMs: z.coerce.number().pipe(z.int().min(0).max(longestWaitMs)),
  }),
  answer: listenDay,
  errors: [
    ...saidErrors,
    ...(['listening_recordings_full', 'not_audio', 'upload_missing'] as const),
    ...(['upload_too_large', 'upload_interrupted', 'empty_file', 'disk_full'] as const),
  ],
});

const audio = route({
  method: 'GET',
  path: '/api/v1/listener-recordings/:id/audio',
  summary: 'What a phone recorded at a loudspeaker, with Range',
  access: 'read',
  params: byId,
  answer: 'audio/webm',
  errors: ['recording_not_found', 'range_invalid'],
});

const removeRecording = route({
  method: 'DELETE',
  path: '/api/v1/listener-recordings/:id',
  summary: 'Remove a recording for good, before its days are over',
  access: 'endpoint.pair',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['recording_not_found'],
});

export const listeningRoutes = {
  ...{ listLinks, createLink, revokeLink },
  ...{ day, say, record, audio, removeRecording },
};
