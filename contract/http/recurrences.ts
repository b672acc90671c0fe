import { z } from 'zod';
import { recurrence } from '../recurrence.ts';
import { route } from '../route.ts';
import { localTime } from '../scalar.ts';
import { language } from './timetable-change.ts';

const read = route({
  method: 'POST',
  path: '/api/v1/recurrences/read',
  summary:
    'Read days as RFC 5545 writes them (DTSTART, RRULE, EXDATE, RDATE), for the dates of a broadcast',
  access: 'signed-in',
  query: z.object({ language }),
  body: z.object({ text: z.string().min(1).max(20_000) }),
  answer: z.object({
    dates: recurrence,
    /** `null`: whole days. */
    time: localTime.nullable(),
    /** `null`: the wall time of wherever it airs. */
    zone: z.string().nullable(),
    /** In a plain sentence. */
    words: z.string(),
  }),
  errors: ['recurrence_unreadable'],
});

export const recurrenceRoutes = { read };
