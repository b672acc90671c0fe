import { z } from 'zod';
import { route } from '../route.ts';
import { label, localDate, page, pageQuery } from '../scalar.ts';
import { dryRunQuery, ruleChange, ruleRemoval } from './rule-change.ts';

export const holiday = z.object({
  date: localDate,
  name: z.string(),
  /** It is usual to have it off, but decided anew each year: to be looked at. */
  isUsual: z.boolean(),
});
export type HolidayAnswer = z.output<typeof holiday>;

const byDate = z.object({ date: localDate });

const list = route({
  method: 'GET',
  path: '/api/v1/holidays',
  summary: 'Days off, in order; filled a year ahead and kept by people',
  access: 'read',
  query: z.object({ ...pageQuery, from: localDate.optional(), to: localDate.optional() }),
  answer: page(holiday),
});

const put = route({
  method: 'PUT',
  path: '/api/v1/holidays/:date',
  summary: 'Enter or confirm a day off; with dryRun nothing is saved',
  access: 'holiday.write',
  params: byDate,
  query: dryRunQuery,
  body: z.object({ name: label, isUsual: z.boolean().default(false) }),
  answer: ruleChange(holiday),
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/holidays/:date',
  summary: 'Take a day off the list; with dryRun nothing is removed',
  access: 'holiday.write',
  params: byDate,
  query: dryRunQuery,
  answer: ruleRemoval,
  errors: ['holiday_not_found'],
});

export const holidayRoutes = { list, put, remove };
