import { z } from 'zod';
import { readinessReasons, readinessStates } from '../../core/readiness/readiness.ts';
import { route } from '../route.ts';
import { epochMs, id, localDate, occurrenceId } from '../scalar.ts';
import { keyholder } from './stations.ts';

const counts = { ready: z.int(), notReady: z.int(), unknown: z.int() };
const reasons = z.array(z.object({ reason: z.enum(readinessReasons), count: z.int() }));

/** An endpoint that is not known to be ready. */
const lackingEndpoint = z.object({
  endpointId: id,
  name: z.string(),
  stationId: id,
  areaId: id,
  state: z.enum(readinessStates),
  reason: z.enum(readinessReasons),
  /** When it was last heard of. */
  seenAt: epochMs.nullable(),
  /** Of what is asked about; `null` where nobody knows how many. */
  filesMissing: z.int().nullable(),
  /** Of one that is not planned: what the timetable says of it. */
  ruling: z.string().nullable(),
});
export type LackingEndpoint = z.output<typeof lackingEndpoint>;

/** Cụm loa → xóm → đài. */
const station = z.object({
  stationId: id,
  stationName: z.string(),
  ...counts,
  villages: z.array(z.object({ areaId: id, areaName: z.string(), ...counts })),
});

const readinessAnswer = z.object({
  ...counts,
  reasons,
  stations: z.array(station),
  /** The first thousand. */
  lacking: z.array(lackingEndpoint),
  /** Whom to call at their stations; for those who may know. */
  keyholders: z.array(z.object({ stationId: id, keyholder })),
});
/** What is reckoned of it; the telephone numbers are added for each who asks. */
export type ReadinessAnswer = Omit<z.output<typeof readinessAnswer>, 'keyholders'>;

/** What was known half an hour before air, as it was written down then. */
const note = z.object({
  notedAt: epochMs,
  ...counts,
  lacking: z.array(lackingEndpoint),
});
export type ReadinessNote = z.output<typeof note>;

/** A session, or what stands outside of sessions, at one station. */
const daySubject = z.object({
  stationId: id,
  stationName: z.string(),
  date: localDate,
  /** Key of the session, or the occurrence. */
  subject: z.string(),
  kind: z.enum(['session', 'occurrence']),
  name: z.string(),
  startsAt: epochMs,
  endsAt: epochMs,
  ...counts,
  reasons,
  note: z.object({ notedAt: epochMs, ...counts }).nullable(),
});
export type DaySubject = z.output<typeof daySubject>;

const ofOccurrence = route({
  method: 'GET',
  path: '/api/v1/occurrences/:id/readiness',
  summary: 'Who holds playlist and audio of an occurrence, and who does not and why',
  access: 'read',
  params: z.object({ id: occurrenceId }),
  answer: readinessAnswer,
  errors: ['occurrence_not_found'],
});

const ofDay = route({
  method: 'GET',
  path: '/api/v1/readiness',
  summary: 'How ready the stations are for what sounds on a day, by session',
  access: 'read',
  query: z.object({ date: localDate, areaId: id.optional(), stationId: id.optional() }),
  answer: z.object({ items: z.array(daySubject) }),
});

const ofSubject = route({
  method: 'GET',
  path: '/api/v1/readiness/:subject',
  summary:
    'Who is ready for a session of a day, or what stands outside of sessions, and who is not',
  access: 'read',
  params: z.object({ subject: z.string().regex(/^[a-z0-9_-]{1,120}$/) }),
  query: z.object({ date: localDate, areaId: id.optional(), stationId: id.optional() }),
  answer: readinessAnswer.extend({
    startsAt: epochMs.nullable(),
    name: z.string().nullable(),
    /** By station, where it was half an hour before air already. */
    notes: z.array(z.object({ stationId: id, note })),
  }),
});

export const readinessRoutes = { ofOccurrence, ofDay, ofSubject };
