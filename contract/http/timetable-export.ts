import { z } from 'zod';
import { route } from '../route.ts';
import { id, localDate } from '../scalar.ts';
import { language } from './timetable-change.ts';

const whose = { stationId: id.optional(), areaId: id.optional() };
const namesOne = ({ stationId, areaId }: { stationId?: unknown; areaId?: unknown }) =>
  (stationId === undefined) !== (areaId === undefined);
const unnamed = { error: 'name a station or an area' };

/** Of one station, or of every station in an area; a year at most. */
const query = z
  .object({ ...whose, from: localDate, to: localDate, language })
  .refine(namesOne, unnamed);
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

/** As what a week's programme can be had. */
export const weekPaperFormats = ['pdf', 'docx'] as const;

const weekPaperQuery = z
  .object({ ...whose, date: localDate, format: z.enum(weekPaperFormats) })
  .refine(namesOne, unnamed);
export type WeekPaperQuery = z.output<typeof weekPaperQuery>;

const weekPaper = route({
  method: 'GET',
  path: '/api/v1/timetables/week-paper',
  summary:
    'The programme of the week that holds a day (lịch phát thanh tuần), to be printed and signed: PDF, or DOCX in the layout of Nghị định 30/2020',
  access: 'read',
  query: weekPaperQuery,
  answer: 'application/octet-stream',
  errors,
});

export const timetableExportRoutes = { xlsx, csv, ics, weekPaper };
