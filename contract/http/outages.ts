import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs, id } from '../scalar.ts';

export const outageLevels = ['endpoint', 'station', 'area'] as const;

/** One message that somebody is away, or lately back. */
const outage = z.object({
  id,
  /** A whole station or area, where many went within minutes. */
  level: z.enum(outageLevels),
  subjectId: id,
  name: z.string(),
  stationId: id.nullable(),
  stationName: z.string().nullable(),
  /** When the first of them was last seen. */
  beganAt: epochMs,
  endedAt: epochMs.nullable(),
  /** How often it went away; more than once: it comes and goes. */
  drops: z.int(),
  /** Endpoints that it is about, and those still away. */
  endpoints: z.int(),
  away: z.int(),
});
export type OutageAnswer = z.output<typeof outage>;

const list = route({
  method: 'GET',
  path: '/api/v1/outages',
  summary: 'Endpoints that are away for longer than a short gap, and those back again lately',
  access: 'read',
  answer: z.object({ items: z.array(outage) }),
});

export const outageRoutes = { list };
