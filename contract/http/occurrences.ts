import { z } from 'zod';
import { likenesses } from '../../core/listening/likeness.ts';
import { heardWords } from '../../core/listening/listening.ts';
import { hearings } from '../../core/station/hearing.ts';
import { outcomes } from '../../core/verdict/outcome.ts';
import { verdicts } from '../../core/verdict/verdict.ts';
import { partTiers } from '../../core/session/session.ts';
import { route } from '../route.ts';
import {
  epochMs,
  id,
  idList,
  localDate,
  mostOnPage,
  occurrenceId,
  page,
  pageQuery,
  sha256,
} from '../scalar.ts';
import { endpointKinds } from './endpoints.ts';
import { explainStep, heard } from './heard.ts';
import { holder } from './outlook.ts';
import { stopRoutes } from './stops.ts';

/** One broadcast on one day at one station. */
export const occurrence = z.object({
  id: occurrenceId,
  broadcastId: id,
  title: z.string(),
  programmeId: id.nullable(),
  class: z.enum(['normal', 'priority']),
  /** Whose broadcast it is. */
  ownerAreaId: id,
  stationId: id,
  stationName: z.string(),
  date: localDate,
  /** Session and part that it was placed in; `null` for one at a time. */
  sessionKey: z.string().nullable(),
  part: z.enum(partTiers).nullable(),
  airs: z.boolean(),
  reason: z.string(),
  startsAt: epochMs.nullable(),
  durationMs: z.int(),
  /** Endpoints of the station at which it airs, or that it is for where it airs at none. */
  endpointCount: z.int(),
  /** Those of them at which it was stopped, and whether that is all of them. */
  stoppedCount: z.int(),
  stopped: z.boolean(),
  /** Who holds its air, where it was beaten. */
  beatenBy: holder.nullable(),
});
export type OccurrenceAnswer = z.output<typeof occurrence>;

/** How full a session is on a day, at the endpoints of a station that hear the same. */
export const sessionFill = z.object({
  stationId: id,
  date: localDate,
  sessionKey: z.string(),
  name: z.string(),
  startsAt: epochMs,
  latestEnd: epochMs,
  /** When its last sound ends, or `startsAt` where nothing sounds. */
  endsAt: epochMs,
  /** What would still find room, in ms. */
  leftMs: z.int(),
  parts: z.array(z.object({ tier: z.enum(partTiers), budgetMs: z.int(), usedMs: z.int() })),
});
export type SessionFillAnswer = z.output<typeof sessionFill>;

/** Stations that one question names. */
export const mostStations = 100;

const list = route({
  method: 'GET',
  path: '/api/v1/occurrences',
  summary:
    'The timetable of some days (a week at most), as compiled; of all stations, or of those named',
  access: 'read',
  query: z.object({
    from: localDate,
    to: localDate,
    /** Separated by commas. */
    stationId: idList(mostStations).optional(),
  }),
  answer: z.object({ items: z.array(occurrence), sessions: z.array(sessionFill) }),
  errors: ['query_invalid'],
});

/** One broadcast on one day, at all its stations together: each of them airs it, stopped it or is silent. */
export const occurrenceRow = z.object({
  id: occurrenceId,
  broadcastId: id,
  title: z.string(),
  programmeId: id.nullable(),
  date: localDate,
  /** As most of the stations have it. */
  sessionKey: z.string().nullable(),
  part: z.enum(partTiers).nullable(),
  /** The first and the last start; `null` where it has a place in the air of no station. */
  startsAt: epochMs.nullable(),
  lastStartsAt: epochMs.nullable(),
  /** The longest. */
  durationMs: z.int(),
  /** Stations. */
  airing: z.int(),
  stopped: z.int(),
  silent: z.int(),
  /** Why stations are silent, the most frequent reason first. */
  reasons: z.array(z.object({ reason: z.string(), stations: z.int() })),
});
export type OccurrenceRow = z.output<typeof occurrenceRow>;

const placeQuery = {
  /** Stations there or beneath, by the tree of the day. */
  areaId: id.optional(),
  /** Separated by commas. */
  stationId: idList(mostStations).optional(),
};

const table = route({
  method: 'GET',
  path: '/api/v1/occurrences/table',
  summary:
    'The timetable of some days (a week at most) with a row for each broadcast of a day, in order of time',
  access: 'read',
  query: z.object({
    ...{ from: localDate, to: localDate, ...placeQuery },
    programmeId: id.optional(),
    ...pageQuery,
  }),
  answer: page(occurrenceRow),
  errors: ['query_invalid', 'cursor_invalid'],
});

const stations = route({
  method: 'GET',
  path: '/api/v1/occurrences/:id/stations',
  summary: 'What becomes of an occurrence at each station; those that do not air it come first',
  access: 'read',
  params: z.object({ id: occurrenceId }),
  query: z.object({
    /** The day on which it airs, where that is not the one that it is named by. */
    date: localDate.optional(),
    ...placeQuery,
    ...pageQuery,
  }),
  answer: page(occurrence),
  errors: ['occurrence_not_found', 'cursor_invalid'],
});

const explain = route({
  method: 'GET',
  path: '/api/v1/occurrences/:id/explain',
  summary: 'Why it sounds, or not, at one endpoint: each step with its reason',
  access: 'read',
  params: z.object({ id: occurrenceId }),
  query: z.object({ endpoint: id }),
  answer: z.object({ steps: z.array(explainStep) }),
  errors: ['occurrence_not_found', 'endpoint_not_found'],
});

/** A planned entry at an endpoint and what the endpoint says of it. */
export const asRunRow = z.object({
  endpointId: id,
  endpointName: z.string(),
  endpointKind: z.enum(endpointKinds),
  /** What a person declared who plays by hand; never proof. */
  declared: z
    .object({ aired: z.boolean(), reason: z.string().nullable(), by: z.string(), at: epochMs })
    .nullable(),
  stationId: id,
  stationName: z.string(),
  occurrence: occurrenceId,
  entryKey: z.string(),
  title: z.string(),
  dueAt: epochMs,
  durationMs: z.int(),
  startedAt: epochMs.nullable(),
  /** Signed, in ms. */
  startErrorMs: z.int().nullable(),
  heardMs: z.int().nullable(),
  mediaSha256: sha256.nullable(),
  reason: z.string().nullable(),
  verdict: z.enum(verdicts),
  /** What a microphone near the loudspeaker heard of it; `null` where there is none or nothing was played. */
  toTheEar: z.enum(hearings).nullable(),
  /** What people near the loudspeaker said of it, and what their phones recorded; `null`: nothing. Never proof. */
  listened: z
    .object({
      words: z.array(z.object({ by: z.string(), word: z.enum(heardWords), at: epochMs })),
      recordings: z.array(
        z.object({
          id,
          by: z.string(),
          at: epochMs,
          /** Whether it is of what was played; `null`: not judged, or not yet. */
          likeness: z.enum(likenesses).nullable(),
        }),
      ),
    })
    .nullable(),
  /** When the endpoint told of it, and whether that was long after its end. */
  reportedAt: epochMs.nullable(),
  cameLate: z.boolean(),
});
export type AsRunRow = z.output<typeof asRunRow>;

/** Days, and what of them. */
const asRunFilter = {
  from: localDate,
  to: localDate,
  stationId: id.optional(),
  broadcastId: id.optional(),
  endpointId: id.optional(),
};

const asRun = route({
  method: 'GET',
  path: '/api/v1/reports/as-run',
  summary:
    'What was due and what was played (nhật ký phát) on some days, a week at most, in order of time',
  access: 'read',
  query: z.object({
    ...asRunFilter,
    /** Only what became this; everything when left out. */
    outcome: z.enum(outcomes).optional(),
    ...pageQuery,
    limit: pageQuery.limit.default(mostOnPage),
  }),
  answer: page(asRunRow),
  errors: ['query_invalid', 'cursor_invalid'],
});

/** What became of all that was due, however much it is. */
const asRunTally = z.object({
  /** In the order in which they are told, without those that nothing became. */
  counts: z.array(z.object({ outcome: z.enum(outcomes), count: z.int() })),
  /** Of what is no longer to come, in ms; and of what was heard, so much no microphone heard. */
  ...{ dueMs: z.int(), heardMs: z.int(), unheardMs: z.int() },
});
export type AsRunTallyAnswer = z.output<typeof asRunTally>;

const tally = route({
  method: 'GET',
  path: '/api/v1/reports/as-run/tally',
  summary:
    'How much of what was due on some days, a week at most, was played, by what became of it',
  access: 'read',
  query: z.object(asRunFilter),
  answer: asRunTally,
  errors: ['query_invalid'],
});

const occasions = route({
  method: 'GET',
  path: '/api/v1/reports/as-run/occasions',
  summary:
    'When a broadcast was on the air on some days, a week at most, at how many endpoints; latest first',
  access: 'read',
  query: z.object({ from: localDate, to: localDate, broadcastId: id }),
  answer: z.object({
    items: z.array(
      z.object({
        occurrence: occurrenceId,
        dueAt: epochMs,
        endpointCount: z.int(),
        /** Those that prove that they played something of it. */
        playedCount: z.int(),
      }),
    ),
  }),
  errors: ['query_invalid'],
});

const dossier = route({
  method: 'GET',
  path: '/api/v1/occurrences/:id/dossier',
  summary:
    'Hồ sơ lần phát: audio, text, approvals with their hashes, timetable and plays, as one ZIP',
  access: 'read',
  params: z.object({ id: occurrenceId }),
  answer: 'application/zip',
  errors: ['occurrence_not_found'],
});

const playlist = route({
  method: 'GET',
  path: '/api/v1/playlists',
  summary: "An endpoint's playlist of a day with its rulings",
  access: 'read',
  query: z.object({ endpointId: id, date: localDate }),
  answer: z.object({
    sha256: sha256.nullable(),
    entries: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        kind: z.enum(['speech', 'music', 'signature', 'relay', 'input']),
        startsAt: epochMs,
        durationMs: z.int(),
        /** `null`: as the endpoint is set. */
        volumePercent: z.int().nullable(),
      }),
    ),
    rulings: z.array(
      z.object({
        occurrence: occurrenceId,
        title: z.string(),
        airs: z.boolean(),
        reason: z.string(),
        startsAt: epochMs.nullable(),
      }),
    ),
  }),
  errors: ['endpoint_not_found'],
});

export const occurrenceRoutes = {
  ...{ list, table, stations, explain, heard },
  ...stopRoutes,
  ...{ asRun, tally, occasions, dossier, playlist },
};
