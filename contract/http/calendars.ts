import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label } from '../scalar.ts';
import { language } from './timetable-change.ts';

/** A link by which a calendar program reads a station's timetable without signing in. */
export const calendarLink = z.object({
  id,
  stationId: id,
  /** For whom or what it is. */
  name: z.string(),
  /** Who made it. */
  userName: z.string(),
  createdAt: epochMs,
  /** When it was last read by, to the minute; `null`: never. */
  usedAt: epochMs.nullable(),
});
export type CalendarLinkAnswer = z.output<typeof calendarLink>;

const list = route({
  method: 'GET',
  path: '/api/v1/stations/:id/calendar-links',
  summary: "Links to a station's calendar, newest first",
  access: 'calendar.share',
  params: byId,
  answer: z.object({ items: z.array(calendarLink) }),
  errors: ['station_not_found'],
});

const create = route({
  method: 'POST',
  path: '/api/v1/stations/:id/calendar-links',
  summary: 'Make a link to the calendar of a station; its path is shown this once',
  access: 'calendar.share',
  params: byId,
  body: z.object({ name: label }),
  answer: calendarLink.extend({
    /** Below this server's origin, with the secret in it. */
    path: z.string(),
  }),
  status: 201,
  errors: ['station_not_found'],
});

const revoke = route({
  method: 'DELETE',
  path: '/api/v1/calendar-links/:id',
  summary: 'End a link at once',
  access: 'calendar.share',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['calendar_link_not_found'],
});

const feed = route({
  method: 'GET',
  path: '/api/v1/stations/:id/timetable.ics',
  summary: "A station's timetable as a calendar (RFC 5545), for whoever has the link",
  access: 'public',
  params: byId,
  query: z.object({ token: z.string().max(200).default(''), language }),
  answer: 'text/calendar',
  errors: ['calendar_link_not_found', 'too_many_requests'],
});

export const calendarRoutes = { list, create, revoke, feed };
