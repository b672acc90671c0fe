import { z } from 'zod';
import { route } from '../route.ts';
import { id, localDate } from '../scalar.ts';
import { language } from './timetable-change.ts';

/** Of one station, or of every station in an area; a year at most. */
const query = z
  .object({
    stationId: id.optional(),
    areaId: id.optional(),
    from: localDate,
    to: localDate,
    language,
  })
  .refine(({ stationId, areaId }) => (stationId === undefined) !== (areaId === undefined), {
    error: 'name a station or an area',
  });
export type ExportQuery = z.output<typeof query>;

const errors = ['query_invalid', 'station_not_found', 'area_not_found'] as const;
const what = 'The timetable of a station or an area for some days';

const xlsx = route({
  method: 'GET',
  path: '/api/v1/timetables/export.xlsx',
  summary: `${what}, as a sheet for the office`,
  access: 'read',
  query,
  answer: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors,
});

const csv = route({
  method: 'GET',
  path: '/api/v1/timetables/export.csv',
  summary: `${what}, as CSV`,
  access: 'read',
  query,
  answer: 'text/csv',
  errors,
});

const ics = route({
  method: 'GET',
  path: '/api/v1/timetables/export.ics',
  summary: `${what}, as a calendar (RFC 5545)`,
  access: 'read',
  query,
  answer: 'text/calendar',
  errors,
});

export const timetableExportRoutes = { xlsx, csv, ics };
