import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id } from '../scalar.ts';

const errors = ['bundle_empty'] as const;

const ofStation = route({
  method: 'GET',
  path: '/api/v1/stations/:id/bundle',
  summary: 'What the speaker clusters of a station play, as one tar for a USB stick',
  access: 'endpoint.pair',
  params: byId,
  answer: 'application/x-tar',
  errors: [...errors, 'station_not_found'],
});

const ofArea = route({
  method: 'GET',
  path: '/api/v1/areas/:id/bundle',
  summary: 'What the speaker clusters of an area play, as one tar for a USB stick',
  access: 'endpoint.pair',
  params: byId,
  answer: 'application/x-tar',
  errors: [...errors, 'area_not_found'],
});

/** What became of a file that came back. */
export const takenPlays = z.object({
  endpointId: id,
  endpointName: z.string(),
  stationName: z.string(),
  /** By the endpoint's clock. */
  madeAt: epochMs,
  /** Records that the server has now, and those that it had before. */
  accepted: z.int(),
  known: z.int(),
  refused: z.int(),
  incidents: z.int(),
});
export type TakenPlays = z.output<typeof takenPlays>;

const take = route({
  method: 'POST',
  path: '/api/v1/bundles/plays',
  summary: 'Take in what a speaker cluster wrote on a stick: proof of play, status, incidents',
  access: 'endpoint.pair',
  body: z.object({}),
  bodyType: 'multipart',
  answer: takenPlays,
  errors: [
    ...(['plays_file_unreadable', 'plays_file_forged', 'upload_too_large'] as const),
    ...(['endpoint_not_found', 'upload_missing'] as const),
  ],
});

export const bundleRoutes = { ofStation, ofArea, take };
