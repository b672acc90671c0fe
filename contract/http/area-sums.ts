import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs, id, localDate, page, pageQuery } from '../scalar.ts';

/** A day at some stations; lengths are in ms, of all of them together unless said. */
const daySum = z.object({
  date: localDate,
  /** Those that have a compiled day. */
  stations: z.int(),
  /** Sessions that they hold, all together. */
  sessions: z.int(),
  /** What airs, in sessions and at times of its own. */
  plannedMs: z.int(),
  leftMs: z.int(),
  /** Stations that do not hear what most of the area's own stations hear (of those beneath, where it has none). */
  unlike: z.int(),
  /** In order of time. */
  bySession: z.array(
    z.object({
      key: z.string(),
      /** As most of them call it. */
      name: z.string(),
      startsAt: epochMs,
      lastStartsAt: epochMs,
      stations: z.int(),
      plannedMs: z.int(),
      leftMs: z.int(),
      /** At the station with the least room. */
      leastLeftMs: z.int(),
    }),
  ),
});
export type DaySumAnswer = z.output<typeof daySum>;

export const areaSum = z.object({
  areaId: id,
  name: z.string(),
  /** The stations that stand in the area of the table itself, not those beneath it. */
  isItself: z.boolean(),
  /** Whether any of its stations stands beneath it. */
  hasBeneath: z.boolean(),
  stations: z.int(),
  days: z.array(daySum),
});
export type AreaSumAnswer = z.output<typeof areaSum>;

export const stationSum = z.object({ stationId: id, name: z.string(), days: z.array(daySum) });
export type StationSumAnswer = z.output<typeof stationSum>;

const days = { from: localDate, to: localDate };

const areas = route({
  method: 'GET',
  path: '/api/v1/timetables/areas',
  summary:
    'The timetable of some days (a week at most) summed up by the areas right beneath one; without it, beneath the lowest that holds all',
  access: 'read',
  query: z.object({ ...days, areaId: id.optional(), ...pageQuery }),
  answer: page(areaSum),
  errors: ['query_invalid', 'cursor_invalid'],
});

const stations = route({
  method: 'GET',
  path: '/api/v1/timetables/areas/:id/stations',
  summary: 'The same for each station of an area, and which of them hear something else than it',
  access: 'read',
  params: z.object({ id }),
  query: z.object({
    ...days,
    /** Only those that stand in the area itself. */
    isItself: z.stringbool().default(false),
    ...pageQuery,
  }),
  answer: page(stationSum),
  errors: ['query_invalid', 'cursor_invalid'],
});

export const areaSumRoutes = { areas, stations };
