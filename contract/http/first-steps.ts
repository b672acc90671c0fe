import { z } from 'zod';
import { route } from '../route.ts';
import { id, label, localTime } from '../scalar.ts';
import { part } from './sessions.ts';

/** From nothing to the first broadcast, in this order. */
export const firstSteps = [
  'areas',
  'stations',
  'people',
  'recording',
  'endpoint',
  'broadcast',
] as const;
export type FirstStep = (typeof firstSteps)[number];

const progress = z.object({
  /** Somebody does not want to see it any more. */
  isDismissed: z.boolean(),
  /** What the database holds; what belongs to the sample data does not count. */
  done: z.record(z.enum(firstSteps), z.boolean()),
});
export type FirstStepsAnswer = z.output<typeof progress>;

const show = route({
  method: 'GET',
  path: '/api/v1/first-steps',
  summary: 'How far a new installation is on its way to the first broadcast',
  access: 'read',
  answer: progress,
});

const dismiss = route({
  method: 'PUT',
  path: '/api/v1/first-steps',
  summary: 'Show the first steps no more, or again, to everybody',
  access: 'area.write',
  body: z.object({ isDismissed: z.boolean() }),
  answer: progress,
});

export const mostStationsAtOnce = 500;

const addStations = route({
  method: 'POST',
  path: '/api/v1/first-steps/stations',
  summary: 'Stations for many communes, each with the same sessions; each stands or falls alone',
  access: 'station.write',
  body: z.object({
    areaIds: z.array(id).min(1).max(mostStationsAtOnce),
    /** Before the name of the commune. */
    namePrefix: label,
    sessions: z
      .array(
        z.object({
          key: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
          name: label,
          startsAt: localTime,
          latestEnd: localTime,
          parts: z.array(part).min(1).max(10),
        }),
      )
      .max(4),
  }),
  answer: z.object({
    items: z.array(
      z.object({
        areaId: id,
        stationId: id.nullable(),
        problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
      }),
    ),
  }),
  errors: ['session_times_invalid', 'session_overlaps'],
});

export const firstStepsRoutes = { show, dismiss, addStations };
