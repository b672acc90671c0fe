import { z } from 'zod';
import { endpointStates } from '../../core/today/standing.ts';
import { route } from '../route.ts';
import { keysFingerprint } from '../station/exchange.ts';
import { byId, epochMs, id, idList, label, localDate, page, pageQuery, sha256 } from '../scalar.ts';
import { dryRunQuery, effects } from './effects.ts';

/** `person`: somebody plays by hand what a page tells, and declares what was aired. */
export const endpointKinds = ['agent', 'receiver', 'person'] as const;

/** `unknown` has never been seen, or lately not often enough to say. */
export const presence = z.enum(['online', 'offline', 'unknown']);

export const endpoint = z.object({
  id,
  stationId: id,
  stationName: z.string(),
  name: z.string(),
  kind: z.enum(endpointKinds),
  areaId: id,
  /** WGS 84, in degrees, where it is known. */
  position: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  pushUrl: z.string().nullable(),
  pairedAt: epochMs.nullable(),
  revokedAt: epochMs.nullable(),
  /** It is to fall silent: revoked, and let in until then to hear of it. */
  silencingUntil: epochMs.nullable(),
  /** When it said that it holds no day any more. */
  silencedAt: epochMs.nullable(),
  /** Since when its requests are turned away unread. */
  quarantinedAt: epochMs.nullable(),
  lastSeenAt: epochMs.nullable(),
  presence,
  /** Today's playlist as compiled, and whether the endpoint says that it holds it with all its audio. */
  today: z.object({
    playlist: sha256.nullable(),
    entries: z.int(),
    holds: z.enum(['yes', 'no', 'unknown']),
  }),
  /** The last day that is compiled for it, today or later; the clock keeps it seven days ahead. */
  plannedUntil: localDate.nullable(),
  clockOffsetMs: z.int().nullable(),
  clockTrusted: z.boolean().nullable(),
  version: z.string().nullable(),
  /** It speaks by plain HTTP over a network: whoever is on the way can listen in and interfere. */
  insecureHttp: z.boolean(),
  /** It says that it has had no new head for half of one's life. */
  stale: z.boolean(),
  playing: z.string().nullable(),
  openIncidents: z.int(),
  health: z.object({
    volumePercent: z.int().nullable(),
    power: z.enum(['mains', 'battery']).nullable(),
    batteryPercent: z.int().nullable(),
    diskFreeBytes: z.int().nullable(),
    /** In this month (UTC): sent to it, by our count, and both ways by its own. */
    servedBytes: z.int(),
    usedBytes: z.int().nullable(),
    /** So many days from today on it would sound without us; `null`: it never said what it holds. */
    heldDays: z.int().nullable(),
    /** The last play of which its microphone could tell, if it heard nothing of that. */
    unheard: z.object({ at: epochMs, title: z.string() }).nullable(),
    /** The last item that somebody near it did not hear though it played, until somebody hears it again. */
    unheardBy: z.object({ at: epochMs, title: z.string(), by: z.string() }).nullable(),
    /** Nobody is told that it is away until then. */
    snooze: z
      .object({ until: epochMs, reason: z.string(), by: z.string(), at: epochMs })
      .nullable(),
  }),
});
export type EndpointAnswer = z.output<typeof endpoint>;

const list = route({
  method: 'GET',
  path: '/api/v1/endpoints',
  summary: 'Speaker clusters with what is known of each now, by station and name',
  access: 'read',
  query: z.object({
    ...pageQuery,
    stationId: id.optional(),
    /** It and everything beneath it. */
    areaId: id.optional(),
    /** Parts of the name or of its station's; diacritics may be left out. */
    q: z.string().max(100).optional(),
    /** Left out: also those that are locked out. */
    state: z.enum(endpointStates).optional(),
    /** These alone. */
    id: idList(100).optional(),
  }),
  /** `total`: so many fit, on all pages together. */
  answer: page(endpoint).extend({ total: z.int() }),
});

/** Those in service by how ready they are; and of them those that are heard of, and that say that they play. */
const standingCounts = z.object({
  ...{ ready: z.int(), notReady: z.int(), unknown: z.int(), online: z.int(), playing: z.int() },
  /** Locked out: counted nowhere else. */
  revoked: z.int(),
});

const summary = route({
  method: 'GET',
  path: '/api/v1/endpoints/summary',
  summary:
    'How many speaker clusters of each station are ready, heard of and playing; as it was seconds ago',
  access: 'read',
  query: z.object({ areaId: id.optional() }),
  /** Stations that have some in the areas of the person. */
  answer: z.object({ items: z.array(standingCounts.extend({ stationId: id })) }),
});

const pushUrl = z.url({ protocol: /^https?$/ }).max(500);

const create = route({
  method: 'POST',
  path: '/api/v1/endpoints',
  summary: 'Add a speaker cluster; a receiver is one that is pushed to',
  access: 'endpoint.pair',
  body: z.object({
    stationId: id,
    name: label,
    kind: z.enum(endpointKinds),
    /** The village that it serves; the station's commune when left out. */
    areaId: id.optional(),
    pushUrl: pushUrl.optional(),
  }),
  answer: endpoint,
  status: 201,
  errors: [
    ...(['station_not_found', 'station_not_there', 'area_not_found'] as const),
    ...(['endpoint_kind_wrong', 'outbound_refused'] as const),
  ],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/endpoints/:id',
  summary:
    'Rename a speaker cluster; give a receiver another address, to which it is pushed at once',
  access: 'endpoint.pair',
  params: byId,
  body: z.object({ name: label.optional(), pushUrl: pushUrl.optional() }),
  answer: endpoint,
  errors: ['endpoint_not_found', 'endpoint_kind_wrong', 'outbound_refused'],
});

const pair = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/pairing-code',
  summary: 'A code for one agent, shown once; an earlier unused code stops working',
  access: 'endpoint.pair',
  params: byId,
  answer: z.object({
    code: z.string(),
    expiresAt: epochMs,
    /** Of the server's keys; `CODE.FINGERPRINT` lets the agent see that it speaks with this server. */
    fingerprint: keysFingerprint,
  }),
  status: 201,
  errors: ['endpoint_not_found', 'endpoint_kind_wrong'],
});

const revoke = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/revoke',
  summary: 'Lock an endpoint out; what it holds it still plays',
  access: 'endpoint.pair',
  params: byId,
  answer: endpoint,
  errors: ['endpoint_not_found'],
});

const silence = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/silence',
  summary:
    'Take away what an endpoint holds, then lock it out; one that is offline hears of it when it comes',
  access: 'endpoint.pair',
  params: byId,
  answer: endpoint,
  errors: ['endpoint_not_found'],
});

const quarantine = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/quarantine',
  summary: 'Turn all requests of an endpoint away unread, or look at them again; it plays on',
  access: 'endpoint.pair',
  params: byId,
  body: z.object({ quarantined: z.boolean() }),
  answer: endpoint,
  errors: ['endpoint_not_found'],
});

const move = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/move',
  summary: 'Put a speaker cluster elsewhere from a day on; with dryRun nothing is saved',
  access: 'endpoint.pair',
  params: byId,
  query: dryRunQuery,
  body: z.object({
    stationId: id,
    /** The village that it then serves; the station's area when left out. */
    areaId: id.optional(),
    on: localDate,
  }),
  answer: endpoint.extend({ effects }),
  errors: [
    ...(['endpoint_not_found', 'station_not_found', 'station_not_there'] as const),
    ...(['area_not_found', 'area_not_there', 'move_in_past'] as const),
  ],
});

const snooze = route({
  method: 'PUT',
  path: '/api/v1/endpoints/:id/snooze',
  summary: 'Tell nobody until then that it is away, because somebody works on it; 90 days at most',
  access: 'endpoint.snooze',
  params: byId,
  body: z.object({ until: epochMs, reason: label }),
  answer: endpoint,
  errors: ['endpoint_not_found', 'time_invalid'],
});

const unsnooze = route({
  method: 'DELETE',
  path: '/api/v1/endpoints/:id/snooze',
  summary: 'Tell again when it is away',
  access: 'endpoint.snooze',
  params: byId,
  answer: endpoint,
  errors: ['endpoint_not_found'],
});

export const incident = z.object({
  id: z.string(),
  endpointId: id,
  at: epochMs,
  receivedAt: epochMs,
  what: z.string(),
  code: z.string(),
  detail: z.string(),
});

const incidents = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/incidents',
  summary: 'What the endpoint refused or could not do, newest first',
  access: 'read',
  params: byId,
  query: z.object(pageQuery),
  answer: page(incident),
  errors: ['endpoint_not_found'],
});

export const delivery = z.object({
  id,
  endpointId: id,
  endpointName: z.string(),
  state: z.enum(['due', 'sent', 'delivered', 'failed', 'expired']),
  reason: z.string().nullable(),
  headSequence: z.int(),
  attempts: z.int(),
  at: epochMs,
});

const deliveries = route({
  method: 'GET',
  path: '/api/v1/deliveries',
  summary: 'Pushes to endpoints that can be reached, newest first',
  access: 'read',
  query: z.object({ ...pageQuery, endpointId: id.optional() }),
  answer: page(delivery),
});

export const endpointRoutes = {
  ...{ list, summary, create, update, pair, revoke, silence, quarantine, move, snooze, unsnooze },
  ...{ incidents, deliveries },
};
