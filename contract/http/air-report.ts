import { z } from 'zod';
import { airFigures, settledVerdicts } from '../../core/report/air-sums.ts';
import { airGroups } from '../../core/report/air-group.ts';
import { origins } from '../../core/report/origin.ts';
import { hearings } from '../../core/station/hearing.ts';
import { verdicts } from '../../core/verdict/verdict.ts';
import { paperFormats } from '../paper-format.ts';
import { route } from '../route.ts';
import { epochMs, id, localDate, page, pageQuery } from '../scalar.ts';
import { asRunRow } from './occurrences.ts';

const count = z.int();

/**
 * What was asked for and what became of it: entries at endpoints, counted by verdict; what is still due is not
 * among them. What a microphone heard is counted of what sounded.
 */
export const airSums = z.object({
  requested: count,
  requestedMs: count,
  /** Of an entry, no more than was asked for. */
  heardMs: count,
  ...(Object.fromEntries(settledVerdicts.map((name) => [name, count])) as Record<
    (typeof settledVerdicts)[number],
    typeof count
  >),
  earHeard: count,
  earWeak: count,
  earSilent: count,
});
export type AirSumsAnswer = z.output<typeof airSums>;

export const airLine = airSums.extend({
  /** A period's first day, an id or a word; `null`: filed under none. */
  key: z.string().nullable(),
  name: z.string().nullable(),
});
export type AirLine = z.output<typeof airLine>;

/** What is reported: all of these hold. */
export const airFilter = {
  from: localDate,
  to: localDate,
  /** With everything beneath it, as it was on each day. */
  areaId: id.optional(),
  stationId: id.optional(),
  programmeId: id.optional(),
  /** With everything beneath it. */
  campaignId: id.optional(),
  partnerId: id.optional(),
  class: z.enum(['normal', 'priority']).optional(),
  /** The kind of the area that owns the broadcast: the field's word. */
  tier: z.string().max(60).optional(),
  origin: z.enum(origins).optional(),
  language: z.string().max(35).optional(),
};

const lines = route({
  method: 'GET',
  path: '/api/v1/reports/air',
  summary:
    'What was asked for against what was heard, by period, place or content; 366 days at most',
  access: 'read',
  query: z.object({ ...airFilter, by: z.enum(airGroups).default('day') }),
  answer: z.object({
    total: airSums,
    items: z.array(airLine),
    /** Days of stations whose sums are still being made. */
    pending: count,
  }),
  errors: ['query_invalid'],
});

/** An entry that a line counts. */
export const airRow = asRunRow.omit({ listened: true }).extend({
  areaId: id,
  class: z.enum(['normal', 'priority']),
  origin: z.enum(origins),
  /** What counts of `heardMs`. */
  countedMs: count,
  verdict: z.enum(verdicts),
  toTheEar: z.enum(hearings).nullable(),
  reportedAt: epochMs.nullable(),
});
export type AirRow = z.output<typeof airRow>;

const rows = route({
  method: 'GET',
  path: '/api/v1/reports/air/rows',
  summary: 'The entries that a line of the report counts, in order of days and stations',
  access: 'read',
  query: z.object({
    ...airFilter,
    ...pageQuery,
    by: z.enum(airGroups).default('day'),
    /** Of the line; empty: filed under none; every line when left out. */
    key: z.string().max(100).optional(),
    /** Only what this figure counts; all that was asked for when left out. */
    figure: z.enum(airFigures).optional(),
  }),
  answer: page(airRow),
  errors: ['query_invalid', 'cursor_invalid'],
});

const paper = route({
  method: 'GET',
  path: '/api/v1/reports/air/paper',
  summary: 'The report as a file: XLSX, CSV, PDF, or DOCX in the layout of Nghị định 30/2020',
  access: 'read',
  query: z.object({
    ...airFilter,
    by: z.enum(airGroups).default('day'),
    format: z.enum(paperFormats),
  }),
  answer: 'application/octet-stream',
  errors: ['query_invalid'],
});

const log = route({
  method: 'GET',
  path: '/api/v1/reports/log',
  summary: 'The log of a station (sổ nhật ký phát thanh) of a month, to be printed and signed',
  access: 'read',
  query: z.object({
    stationId: id,
    /** `YYYY-MM` */
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    format: z.enum(paperFormats),
  }),
  answer: 'application/octet-stream',
  errors: ['station_not_found'],
});

export const airReportRoutes = { lines, rows, paper, log };
