import { z } from 'zod';
import { partTiers } from '../../core/session/session.ts';
import { route } from '../route.ts';
import { byId, id, label, localDate, localTime, page, pageQuery, weekdays } from '../scalar.ts';
import { dryRunQuery, ruleOutlook } from './rule-change.ts';

export const part = z.object({
  tier: z.enum(partTiers),
  budgetMs: z.int().min(1000).max(86_400_000),
  anchor: localTime.nullable(),
});

export const stagger = z
  .array(z.object({ areaId: id, offsetMs: z.int().min(0).max(3_600_000) }))
  .max(200);
export const modeKeys = z.array(z.string().regex(/^[a-z][a-z0-9_]{0,31}$/)).max(20);

const fields = {
  key: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  name: label,
  weekdays,
  startsAt: localTime,
  latestEnd: localTime,
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
  parts: z.array(part).min(1).max(10),
  /** Recordings that frame it (nhạc hiệu, xưng danh). */
  openingId: id.nullable().default(null),
  closingId: id.nullable().default(null),
  /** The amplifier is on so long before the first sound and after the last. */
  leadInMs: z.int().min(0).max(60_000).default(3000),
  tailMs: z.int().min(0).max(60_000).default(1000),
  /** Villages that speak later, so that neighbouring horns do not talk over each other. */
  stagger: stagger.default([]),
  /** Day modes that it was made for; empty: held unless a mode says otherwise. */
  modeKeys: modeKeys.default([]),
};

export const session = z.object({
  id,
  stationId: id,
  ...fields,
  /** Goes up with each change; an edit names the one that it saw. */
  version: z.int(),
});
export type SessionAnswer = z.output<typeof session>;

/** So many sessions a page has at most: those of a province in one. */
export const mostSessions = 2000;

const list = route({
  method: 'GET',
  path: '/api/v1/sessions',
  summary: "Stations' sessions (buổi phát)",
  access: 'read',
  query: z.object({
    ...pageQuery,
    limit: z.coerce.number().int().min(1).max(mostSessions).default(50),
    stationId: id.optional(),
    on: localDate.optional(),
  }),
  answer: page(session),
});

const create = route({
  method: 'POST',
  path: '/api/v1/sessions',
  summary: 'Add a session to a station',
  access: 'session.write',
  body: z.object({ stationId: id, ...fields }),
  answer: session,
  status: 201,
  errors: ['station_not_found', 'session_times_invalid', 'session_overlaps'],
});

const update = route({
  method: 'PUT',
  path: '/api/v1/sessions/:id',
  summary: 'Change a session',
  access: 'session.write',
  params: byId,
  body: z.object({ ...fields, version: z.int() }),
  answer: session,
  errors: ['session_not_found', 'session_changed', 'session_times_invalid', 'session_overlaps'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/sessions/:id',
  summary: 'Remove a session; what was to air in it gets a ruling',
  access: 'session.write',
  params: byId,
  query: z.object({ version: z.coerce.number().int() }),
  answer: z.null(),
  status: 204,
  errors: ['session_not_found', 'session_changed'],
});

const key = fields.key;
/** The first day of the change; what a session is before it stays. `null`: at once, on all its days. */
const from = localDate.nullable().default(null);

const manySessions = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('change'),
    /** Of every station the sessions with this key, but those that have ended. */
    key,
    /** What is left out stays as it is at each station; parts move along with the start. */
    name: label.optional(),
    weekdays: weekdays.optional(),
    startsAt: localTime.optional(),
    latestEnd: localTime.optional(),
    from,
  }),
  z.object({
    kind: z.literal('add'),
    ...{ key, name: label, weekdays, startsAt: localTime, latestEnd: localTime },
    parts: fields.parts,
    from,
  }),
]);
export type ManySessions = z.output<typeof manySessions>;
export type ManySessionsAct = z.input<typeof manySessions>;

const manySessionsAnswer = z.object({
  /** Sessions changed or made. */
  count: z.int(),
  /** Where it cannot be, with the session in the way; only with dryRun, otherwise the first is the error. */
  refused: z.array(
    z.object({ stationId: id, code: z.string(), sessionName: z.string().nullable() }),
  ),
  /** With dryRun, and nothing refused. */
  outlook: ruleOutlook.nullable(),
});
export type ManySessionsAnswer = z.output<typeof manySessionsAnswer>;

const changeMany = route({
  method: 'POST',
  path: '/api/v1/sessions/many',
  summary:
    'Change a session, or add one, at up to 500 stations: at all of them or at none. With dryRun nothing is saved',
  access: 'session.write',
  query: dryRunQuery,
  body: z.object({ stationIds: z.array(id).min(1).max(500), act: manySessions }),
  answer: manySessionsAnswer,
  errors: [
    ...(['station_not_found', 'session_not_found', 'session_times_invalid'] as const),
    ...(['session_overlaps', 'time_invalid'] as const),
  ],
});

export const sessionRoutes = { list, create, update, remove, changeMany };
