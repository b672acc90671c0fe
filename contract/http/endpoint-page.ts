import { z } from 'zod';
import { positionBounds } from '../../core/endpoint-list/site.ts';
import { readinessReasons, readinessStates } from '../../core/readiness/readiness.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, label, localDate, localTime, page, pageQuery } from '../scalar.ts';
import { doubtfulPlay } from './doubts.ts';
import { endpoint } from './endpoints.ts';
import { guard } from './guards.ts';
import { outageLevels } from './outages.ts';

/** What it holds of what it is to play on a day. */
const cacheDay = z.object({
  date: localDate,
  entries: z.int(),
  /** Of its audio, each file once. */
  files: z.int(),
  bytes: z.int(),
  state: z.enum(readinessStates),
  reason: z.enum(readinessReasons),
  /** `null`: nobody knows how many. */
  filesMissing: z.int().nullable(),
  /** Items whose sound is known to be missing, those that sound first first: the first few. */
  missing: z.array(z.object({ title: z.string(), startsAt: epochMs })),
});
export type CacheDay = z.output<typeof cacheDay>;

/** Free text of some lines; empty where nothing is known. */
const words = z.string().trim().normalize().max(1000);
const short = z.string().trim().normalize().max(100);

/** Where it hangs and what it hangs on. */
const siteFields = {
  address: words,
  /** How one gets there, who opens. */
  note: words,
  amplifier: words,
  powerWatts: z.int().min(0).max(100_000).nullable(),
  serial: short,
  sim: z
    .string()
    .trim()
    .regex(/^[\d +.-]{0,30}$/),
  simProvider: short,
};

const degrees = ([least, most]: readonly [number, number]) => z.number().min(least).max(most);

const site = z.object({
  ...siteFields,
  /** `null`: not for this person. */
  sim: z.string().nullable(),
  hasPhoto: z.boolean(),
  changed: z.object({ at: epochMs, by: z.string() }).nullable(),
});
export type EndpointSite = z.output<typeof site>;

/** What bounds its volume. */
const volume = z.object({
  /** In percent of its full volume, now; `null`: nothing does. */
  nowPercent: z.int().nullable(),
  /** Rules of its own, of its area and of all above that bound it at some hour of today, the strictest first. */
  rules: z.array(guard),
  /** The mode of the day, where that bounds it. */
  mode: z.object({ name: z.string(), percent: z.int() }).nullable(),
});
export type EndpointVolume = z.output<typeof volume>;

const timed = z.object({ title: z.string(), startsAt: epochMs, endsAt: epochMs });

const endpointPage = z.object({
  endpoint,
  areaName: z.string(),
  /** When it last told how it is; a poll alone tells only that it is there. */
  reportedAt: epochMs.nullable(),
  /** What it says that it plays; the title where we know it. */
  says: z.string().nullable(),
  /** By the timetable, now and next. */
  now: timed.nullable(),
  next: timed.nullable(),
  cache: z.array(cacheDay),
  site,
  volume,
  keyholder: z.object({ name: z.string(), phone: z.string() }).nullable(),
});
export type EndpointPage = z.output<typeof endpointPage>;

const show = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id',
  summary: 'All that is known of one speaker cluster now',
  access: 'read',
  params: byId,
  answer: endpointPage,
  errors: ['endpoint_not_found'],
});

const outage = z.object({
  id,
  level: z.enum(outageLevels),
  /** When it was last seen before, and when it was back for good. */
  lostAt: epochMs,
  backAt: epochMs.nullable(),
  /** How often it went away then; more than once: it came and went. */
  drops: z.int(),
  /** Those that were away together. */
  endpoints: z.int(),
});
export type EndpointOutage = z.output<typeof outage>;

const outages = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/outages',
  summary: 'When it was away for longer than a short gap, newest first',
  access: 'read',
  params: byId,
  query: z.object(pageQuery),
  answer: page(outage),
  errors: ['endpoint_not_found'],
});

/** The longest that can be asked for. */
export const mostHealthDays = 60;

const maybe = z.int().nullable();

/** How it was on a day, by what it told each hour; `null`: it did not tell. */
const healthDay = z.object({
  date: localDate,
  /** In which it told of itself, and on its battery. */
  hours: z.int(),
  hoursOnBattery: z.int(),
  /** In percent. */
  batteryLow: maybe,
  batteryHigh: maybe,
  diskLowBytes: maybe,
  /** The farthest from right, signed. */
  clockOffsetMs: maybe,
  /** As its output was set, in percent. */
  volumeLow: maybe,
  volumeHigh: maybe,
  version: z.string().nullable(),
  /** Both ways, by its own count. */
  usedBytes: maybe,
  /** How long it was away, short gaps aside. */
  awayMs: z.int(),
});
export type EndpointHealthDay = z.output<typeof healthDay>;

const healthDays = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/health-days',
  summary:
    'How it was on the days until today, one by one: power, disk, clock, volume, version, data',
  access: 'read',
  params: byId,
  query: z.object({ days: z.coerce.number().int().min(1).max(mostHealthDays).default(30) }),
  answer: z.object({ items: z.array(healthDay) }),
  errors: ['endpoint_not_found', 'query_invalid'],
});

const doubtful = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/doubtful-plays',
  summary: 'Its proofs of play that make no sense, decided or not, newest first',
  access: 'read',
  params: byId,
  query: z.object(pageQuery),
  answer: page(doubtfulPlay),
  errors: ['endpoint_not_found'],
});

const setSite = route({
  method: 'PUT',
  path: '/api/v1/endpoints/:id/site',
  summary: 'Say where it hangs, what it hangs on and which SIM it has',
  access: 'endpoint.site',
  params: byId,
  body: z.object({
    ...siteFields,
    /** WGS 84, in degrees, within the country; left out: as it is. */
    position: z
      .object({
        latitude: degrees(positionBounds.latitude),
        longitude: degrees(positionBounds.longitude),
      })
      .nullable()
      .optional(),
  }),
  answer: site,
  errors: ['endpoint_not_found', 'serial_taken'],
});

const setPhoto = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/photo',
  summary: 'The photo (JPEG, PNG or WebP, 4 MB) of where it hangs; a later one takes its place',
  access: 'endpoint.site',
  params: byId,
  bodyType: 'multipart',
  body: z.object({}),
  answer: site,
  errors: [
    ...(['endpoint_not_found', 'not_image', 'upload_missing', 'upload_too_large'] as const),
    ...(['upload_interrupted', 'empty_file', 'disk_full'] as const),
  ],
});

const photo = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/photo',
  summary: 'The photo of where it hangs',
  access: 'read',
  params: byId,
  answer: 'image/jpeg',
  errors: ['endpoint_not_found', 'photo_not_found'],
});

const removePhoto = route({
  method: 'DELETE',
  path: '/api/v1/endpoints/:id/photo',
  summary: 'Remove the photo of where it hangs',
  access: 'endpoint.site',
  params: byId,
  answer: site,
  errors: ['endpoint_not_found'],
});

export const mostAtOnce = 500;

const bulkAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snooze'), until: epochMs, reason: label }),
  z.object({ kind: z.literal('unsnooze') }),
  /** Their requests are turned away unread, or looked at again. */
  z.object({ kind: z.literal('quarantine'), quarantined: z.boolean() }),
  /** Locked out; what they hold they still play. */
  z.object({ kind: z.literal('revoke') }),
  /** To a station, and the village of it that is named, from a day on. */
  z.object({
    kind: z.literal('move'),
    stationId: id,
    areaId: id.optional(),
    on: localDate,
  }),
  /**
   * A rule for each of them, which needs the right to make rules. It takes the place of an earlier one for the same
   * hours that holds always; of several others the stricter holds.
   */
  z
    .object({
      kind: z.literal('volume_cap'),
      percent: z.int().min(1).max(100),
      /** Both `null`: all day. */
      from: localTime.nullable(),
      to: localTime.nullable(),
    })
    .refine(({ from, to }) => (from === null) === (to === null), 'one of the hours is missing'),
]);
export type BulkAct = z.output<typeof bulkAct>;

const bulk = route({
  method: 'POST',
  path: '/api/v1/endpoints/bulk',
  summary: 'The same for up to 500 speaker clusters; each stands or falls alone',
  access: 'endpoint.snooze',
  body: z.object({ ids: z.array(id).min(1).max(mostAtOnce), act: bulkAct }),
  answer: z.object({
    items: z.array(
      z.object({ id, problem: z.object({ code: z.string(), detail: z.string() }).nullable() }),
    ),
  }),
});

export const endpointPageRoutes = {
  ...{ show, outages, healthDays, doubtful, setSite, setPhoto, photo, removePhoto, bulk },
};
