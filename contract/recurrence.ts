import { z } from 'zod';
import { recurrenceLimits } from '../core/recurrence/fault-of.ts';
import { localDate, weekday, weekdays } from './scalar.ts';

const interval = z.int().min(1).max(recurrenceLimits.interval);
const day = z.int().min(-31).max(31);
const ordinal = z.int().min(-5).max(5);
const monthDays = z.discriminatedUnion('by', [
  z.object({ by: z.literal('day'), days: z.array(day).min(1).max(62) }),
  z.object({
    by: z.literal('weekday'),
    weekdays: z.array(z.object({ ordinal, weekday })).min(1).max(70),
  }),
]);
const month = z.int().min(1).max(12);

/** On which days: a rule of RFC 5545 from `first` on, with days more and days left out. */
export const recurrence = z.object({
  first: localDate,
  last: localDate.nullable(),
  count: z.int().min(1).max(recurrenceLimits.count).nullable(),
  /** `null`: once, on `first`. */
  rule: z
    .discriminatedUnion('freq', [
      z.object({ freq: z.literal('daily'), interval }),
      z.object({ freq: z.literal('weekly'), interval, weekdays }),
      z.object({ freq: z.literal('monthly'), interval, on: monthDays }),
      z.object({
        freq: z.literal('yearly'),
        interval,
        months: z.array(month).min(1).max(12),
        on: monthDays,
      }),
    ])
    .nullable(),
  exdates: z.array(localDate).max(recurrenceLimits.dates),
  rdates: z.array(localDate).max(recurrenceLimits.dates),
});
