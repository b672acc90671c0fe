import { z } from 'zod';
import { route } from '../route.ts';
import { id, localDate } from '../scalar.ts';
import { modeKey } from './day-modes.ts';

const mode = z.object({
  key: modeKey,
  name: z.string(),
  /** Where it was switched on: there and beneath. */
  areaId: id,
  areaName: z.string(),
});

/** What a calendar says of a day that is unlike others. */
export const dayMark = z.object({
  date: localDate,
  /** The name of the day off; `null`: it is none. */
  holiday: z.string().nullable(),
  modes: z.array(mode),
});
export type DayMark = z.output<typeof dayMark>;

const list = route({
  method: 'GET',
  path: '/api/v1/day-marks',
  summary:
    'Days off and modes of days (92 at most), ordinary days left out; of an area the one mode that holds there, else every area that has one',
  access: 'read',
  query: z.object({ from: localDate, to: localDate, areaId: id.optional() }),
  answer: z.object({ items: z.array(dayMark) }),
  errors: ['query_invalid', 'area_not_found'],
});

export const dayMarkRoutes = { list };
