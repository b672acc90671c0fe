import { z } from 'zod';
import { soundWays } from '../../core/expected/expected-sound.ts';
import { route } from '../route.ts';
import { byId, epochMs, id, sha256 } from '../scalar.ts';

const expectedEntry = z.object({
  key: z.string(),
  title: z.string(),
  way: z.enum(soundWays),
  startsAt: epochMs,
  endsAt: epochMs,
  /** What the loudspeaker plays, from so far in the file; of a relay, what sounds where the stream does not. */
  file: z.object({ sha256, fromMs: z.int().min(0) }).nullable(),
  /** Whence a relay comes: the host of its stream. */
  relayFrom: z.string().nullable(),
});

const expected = z.object({
  /** The endpoint by whose playlist this is told; `null`: the station has none in service. */
  endpointId: id.nullable(),
  endpointName: z.string().nullable(),
  /** By the server's clock: the place in a file is `fromMs` and what has passed since `startsAt`. */
  at: epochMs,
  now: expectedEntry.nullable(),
  next: z.array(expectedEntry),
  /** Endpoints of the station whose playlist says something else for now and next. */
  others: z.int(),
});
export type ExpectedSound = z.output<typeof expected>;
export type ExpectedEntryAnswer = z.output<typeof expectedEntry>;

const ofStation = route({
  method: 'GET',
  path: '/api/v1/stations/:id/expected-sound',
  summary: 'What most speaker clusters of a station are to sound now, and what follows',
  access: 'read',
  params: byId,
  answer: expected,
  errors: ['station_not_found'],
});

const ofEndpoint = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/expected-sound',
  summary: 'What a speaker cluster is to sound now, and what follows',
  access: 'read',
  params: byId,
  answer: expected,
  errors: ['endpoint_not_found'],
});

const sound = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/expected-sound/:sha256',
  summary: 'A file that a playlist in force of a speaker cluster names: the same bytes; with Range',
  access: 'read',
  params: z.object({ id, sha256 }),
  answer: 'audio/mpeg',
  errors: ['endpoint_not_found', 'media_not_allowed', 'object_not_found', 'range_invalid'],
});

export const expectedSoundRoutes = { ofStation, ofEndpoint, sound };
