import { z } from 'zod';
import { partTiers } from '../../core/session/session.ts';
import { troubleReasons } from '../../core/today/troubles.ts';
import { route } from '../route.ts';
import { epochMs, id, localDate } from '../scalar.ts';
import { occurrence, sessionFill } from './occurrences.ts';
import { keyholder } from './stations.ts';

const counts = { ready: z.int(), notReady: z.int(), unknown: z.int() };

/** What sounds now, or next: a session of a day or one broadcast at its own time, at all stations together. */
const air = z.object({
  sessionKey: z.string().nullable(),
  /** By which readiness is asked for: the key of the session, or the occurrence. */
  subject: z.string(),
  isPlaying: z.boolean(),
  startsAt: epochMs,
  endsAt: epochMs,
  /** In a pause in the middle of it: when the rest begins. */
  continuesAt: epochMs.nullable(),
  /** Each once, in order of start: the first few, and how many there are. */
  titles: z.array(z.string()),
  titleCount: z.int(),
  stationCount: z.int(),
  /** The first station: what lies in the session there, and how full it is. */
  first: z.object({
    stationId: id,
    date: localDate,
    items: z.array(
      z.object({
        part: z.enum(partTiers).nullable(),
        durationMs: z.int(),
        airs: z.boolean(),
        reason: z.string(),
      }),
    ),
    fill: sessionFill.nullable(),
  }),
  /** Endpoints that are to sound it, by their own playlists, and those of them that say that they play it. */
  endpointCount: z.int(),
  saySo: z.int(),
  /** How ready they are for it, as the page of its readiness has it. */
  ...counts,
});
export type TodayAir = z.output<typeof air>;

/** Something that sounds, and how many endpoints say that they play it. */
const playingNow = occurrence.extend({ saySo: z.int() });
export type PlayingNowAnswer = z.output<typeof playingNow>;

/** What a station does now, and next. */
const stationNow = z.object({
  stationId: id,
  /** In two villages two things may sound at once; what most endpoints say comes first. */
  playing: z.array(playingNow),
  /** Title of what was stopped everywhere and would sound now. */
  stopped: z.string().nullable(),
  /** Nothing plays, yet a session is held: its opening or its closing may sound. */
  isInSession: z.boolean(),
  next: z.object({ title: z.string(), startsAt: epochMs }).nullable(),
  endpointCount: z.int(),
  onlineCount: z.int(),
  ...counts,
});
export type StationNowAnswer = z.output<typeof stationNow>;

const endpointTrouble = z.object({
  reason: z.enum(troubleReasons),
  /** Not only unknown. */
  isKnown: z.boolean(),
  /** Where the coming air is at risk: the station of them all; `null` elsewhere, and for whole areas. */
  stationId: id.nullable(),
  /** Whom to call there, for those who may know. */
  keyholder: keyholder.nullable(),
  count: z.int(),
  /** The first few. */
  endpoints: z.array(
    z.object({
      id,
      name: z.string(),
      stationId: id,
      lastSeenAt: epochMs.nullable(),
      unheardAt: epochMs.nullable(),
      unheardBy: z.object({ at: epochMs, by: z.string() }).nullable(),
    }),
  ),
});
export type EndpointTroubleAnswer = z.output<typeof endpointTrouble>;

const planTrouble = z.object({
  broadcastId: id,
  title: z.string(),
  reason: z.string(),
  dates: z.array(localDate),
  /** The first few, and how many there are. */
  stationIds: z.array(id),
  stationCount: z.int(),
});
export type PlanTroubleAnswer = z.output<typeof planTrouble>;

const today = z.object({
  date: localDate,
  /** Whether anything sounds anywhere by the timetable. */
  isOnAir: z.boolean(),
  air: air.nullable(),
  /** The most urgent first: what puts the coming air at risk stands once, by station. */
  endpointTroubles: z.array(endpointTrouble),
  /** Endpoints that are not ready for the coming air, beyond those. */
  moreAtRisk: z.int(),
  planTroubles: z.array(planTrouble),
  /** Those that play first, then by name. */
  stations: z.object({ items: z.array(stationNow), total: z.int() }),
});
export type TodayAnswer = z.output<typeof today>;

const show = route({
  method: 'GET',
  path: '/api/v1/today',
  summary:
    'What sounds now and next in the areas of the person, and what is wrong; as it was seconds ago',
  access: 'read',
  query: z.object({
    /** Part of a station's name; diacritics may be left out. */
    q: z.string().max(100).default(''),
    /** So many stations. */
    limit: z.coerce.number().int().min(1).max(500).default(40),
  }),
  answer: today,
});

export const todayRoutes = { show };
