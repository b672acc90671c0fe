import { z } from 'zod';
import { royaltyUnits } from '../../core/royalty/royalty.ts';
import { paperFormats } from '../paper-format.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, label, localDate, page, pageQuery } from '../scalar.ts';

const count = z.int();
const unit = z.enum(royaltyUnits);
const dong = z.int().min(0).max(1_000_000_000);

const rate = z.object({
  id,
  areaId: id,
  areaName: z.string(),
  genre: z.string(),
  unit,
  dong: count,
  validFrom: localDate,
  validTo: localDate.nullable(),
});
export type RoyaltyRateAnswer = z.output<typeof rate>;

const body = z.object({
  genre: label,
  unit,
  /** Whole đồng for each. */
  dong,
  validFrom: localDate,
  validTo: localDate.nullable().default(null),
});
export type RoyaltyRateBody = z.output<typeof body>;
const faults = ['royalty_rate_dates_invalid', 'royalty_rate_overlaps'] as const;

const rates = route({
  method: 'GET',
  path: '/api/v1/royalty-rates',
  summary:
    'What is paid for which genre in an area: its own rates, and those of the areas above it',
  access: 'read',
  query: z.object({ areaId: id }),
  answer: z.object({ items: z.array(rate) }),
  errors: ['area_not_found'],
});

const addRate = route({
  method: 'POST',
  path: '/api/v1/royalty-rates',
  summary: 'Say what is paid for a genre from a day on',
  access: 'royalty.write',
  body: body.extend({ areaId: id }),
  status: 201,
  answer: rate,
  errors: ['area_not_found', ...faults],
});

const changeRate = route({
  method: 'PUT',
  path: '/api/v1/royalty-rates/:id',
  summary: 'Change a rate; reports of days on which it held change with it',
  access: 'royalty.write',
  params: byId,
  body,
  answer: rate,
  errors: ['royalty_rate_not_found', ...faults],
});

const removeRate = route({
  method: 'DELETE',
  path: '/api/v1/royalty-rates/:id',
  summary: 'Remove a rate; reports of days on which it held change with it',
  access: 'royalty.write',
  params: byId,
  status: 204,
  answer: z.null(),
  errors: ['royalty_rate_not_found'],
});

/**
 * Recordings of an area that were first heard on these days; and those that were heard before, in a month that was
 * closed without them, where no later month was closed since.
 */
const filter = {
  areaId: id,
  from: localDate,
  to: localDate,
  /** Whether those of the areas beneath it count too: each commune pays its own. */
  withBeneath: z.stringbool().default(false),
};

const sums = z.object({
  pieces: count,
  durationMs: count,
  /** For which no rate holds: they are in no sum of money. */
  unpriced: count,
  /** Of months that were closed without them. */
  supplements: count,
  dong: count,
});
export type RoyaltySumsAnswer = z.output<typeof sums>;

const line = sums.extend({
  key: z.string(),
  name: z.string(),
  /** Which pays: people of one name in two areas are two lines. */
  areaId: id,
});
export type RoyaltyLineAnswer = z.output<typeof line>;

/** The list of a month as it was signed: it does not change any more. */
const closing = z.object({
  id,
  areaId: id,
  /** Its first day. */
  month: localDate,
  closedBy: z.string(),
  closedAt: epochMs,
});
export type RoyaltyClosingAnswer = z.output<typeof closing>;

const close = route({
  method: 'POST',
  path: '/api/v1/royalty-closings',
  summary:
    'Close the list of a month that is over, as it was read: what it counts is paid, what comes later goes to the next',
  access: 'royalty.write',
  body: z.object({
    areaId: id,
    month: localDate.refine((day) => day.endsWith('-01'), 'not the first day of a month'),
    /** What the list comes to; another has changed meanwhile. */
    pieces: count,
    dong: count,
  }),
  status: 201,
  answer: closing,
  errors: [
    ...(['area_not_found', 'royalty_month_runs', 'royalty_month_closed'] as const),
    'royalty_list_changed',
  ],
});

const reopen = route({
  method: 'DELETE',
  path: '/api/v1/royalty-closings/:id',
  summary: 'Open the list of a month again: what it counted is counted anew',
  access: 'royalty.write',
  params: byId,
  status: 204,
  answer: z.null(),
  errors: ['royalty_closing_not_found'],
});

const lines = route({
  method: 'GET',
  path: '/api/v1/reports/royalties',
  summary: 'What contributors earned by recordings that were first heard on these days',
  access: 'read',
  query: z.object(filter),
  answer: z.object({
    total: sums,
    items: z.array(line),
    /** Days of stations that are still being summed up: more may come. */
    pending: count,
    /** Where a month of one area is asked and its list is closed. */
    closing: closing.nullable(),
  }),
  errors: ['query_invalid'],
});

const piece = z.object({
  recordingId: id,
  title: z.string(),
  contributor: z.string(),
  genre: z.string().nullable(),
  areaId: id,
  /** The day on which it was first heard. */
  airedOn: localDate,
  /** That day, or the first of a later month where that of the first air was closed without it. */
  countedOn: localDate,
  approvedAt: epochMs.nullable(),
  durationMs: count,
  /** `null`: no rate holds for it. */
  rate: z.object({ areaId: id, unit, dong: count }).nullable(),
  dong: count.nullable(),
});
export type RoyaltyPieceAnswer = z.output<typeof piece>;

const rows = route({
  method: 'GET',
  path: '/api/v1/reports/royalties/rows',
  summary:
    'The recordings that a line of the report counts, by the day on which they were first heard',
  access: 'read',
  query: z.object({ ...filter, ...pageQuery, key: z.string().max(300).optional() }),
  answer: page(piece),
  errors: ['query_invalid', 'cursor_invalid'],
});

const paper = route({
  method: 'GET',
  path: '/api/v1/reports/royalties/paper',
  summary:
    'The list of royalties as a file, with a column to be signed; DOCX in the layout of Nghị định 30/2020',
  access: 'read',
  query: z.object({ ...filter, format: z.enum(paperFormats) }),
  answer: 'application/octet-stream',
  errors: ['query_invalid'],
});

export const royaltyRoutes = {
  ...{ rates, addRate, changeRate, removeRate },
  ...{ close, reopen, lines, rows, paper },
};
