import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs, id, occurrenceId } from '../scalar.ts';
import { keyholder } from './stations.ts';

const stop = route({
  method: 'POST',
  path: '/api/v1/occurrences/:id/stop',
  summary: 'Dừng phát: silence it at an endpoint, a station, an area, or wherever it plays',
  access: 'broadcast.stop',
  params: z.object({ id: occurrenceId }),
  body: z.object({
    scope: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('endpoint'), id }),
      z.object({ kind: z.literal('station'), id }),
      z.object({ kind: z.literal('area'), id }),
      z.object({ kind: z.literal('everywhere') }),
      /** Wherever it is heard and the person may stop it. */
      z.object({ kind: z.literal('mine') }),
    ]),
    /** Withdraws the broadcast too: it never plays again. */
    alsoLater: z.boolean().default(false),
  }),
  answer: z.object({
    endpoints: z.int(),
    nudged: z.int(),
    /** `null`: nobody asked for it; `false`: the person has no right to. */
    withdrawn: z.boolean().nullable(),
  }),
  errors: ['occurrence_not_found', 'endpoint_not_found', 'station_not_found', 'area_not_found'],
});

const stopSounding = route({
  method: 'POST',
  path: '/api/v1/stations/:id/stop',
  summary: 'Dừng phát without knowing of what: silences all that sounds at a station now',
  access: 'broadcast.stop',
  params: z.object({ id }),
  answer: z.object({
    /** What was stopped: nothing where nothing sounds. */
    occurrences: z.array(occurrenceId),
    endpoints: z.int(),
    nudged: z.int(),
  }),
  errors: ['station_not_found'],
});

/** Whether a stop came to an endpoint: it says that it holds it, or has not said so yet. */
const stopReach = z.object({
  endpointId: id,
  name: z.string(),
  stationId: id,
  stationName: z.string(),
  reached: z.boolean(),
  /** Its day is too far ahead for any order to carry it yet. */
  isAhead: z.boolean(),
  seenAt: epochMs.nullable(),
  /** Whom to call; for those who may know. */
  keyholder: keyholder.nullable(),
});
export type StopReach = z.output<typeof stopReach>;

const stopped = route({
  method: 'GET',
  path: '/api/v1/occurrences/:id/stop',
  summary: 'Whom a stop has reached, and whom not yet with the telephone number of who has the key',
  access: 'broadcast.stop',
  params: z.object({ id: occurrenceId }),
  answer: z.object({
    at: epochMs.nullable(),
    reached: z.int(),
    waiting: z.int(),
    /** Those that are not reached first; a thousand at most. */
    endpoints: z.array(stopReach),
  }),
});

export const stopRoutes = { stop, stopSounding, stopped };
