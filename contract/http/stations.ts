import { z } from 'zod';
import { route } from '../route.ts';
import { byId, id, label, localDate, page, pageQuery, zone } from '../scalar.ts';
import { dryRunQuery, effects } from './effects.ts';

export const station = z.object({
  id,
  areaId: id,
  areaName: z.string(),
  name: z.string(),
  zone: z.string(),
  endpoints: z.int(),
  /** Its last day, and the station that it then goes into. */
  validTo: localDate.nullable(),
  successorId: id.nullable(),
});
export type StationAnswer = z.output<typeof station>;

const list = route({
  method: 'GET',
  path: '/api/v1/stations',
  summary: 'Commune stations in the areas of the person, by name',
  access: 'read',
  query: z.object({
    ...pageQuery,
    areaId: id.optional(),
    q: z.string().max(100).optional(),
    /** With those that have ended. */
    ended: z.stringbool().default(false),
  }),
  answer: page(station),
});

const create = route({
  method: 'POST',
  path: '/api/v1/stations',
  summary: 'Add the station of a commune',
  access: 'station.write',
  body: z.object({ areaId: id, name: label, zone: zone.optional() }),
  answer: station,
  status: 201,
  errors: ['area_not_found', 'station_area_taken', 'zone_unknown'],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/stations/:id',
  summary: 'Rename a station',
  access: 'station.write',
  params: byId,
  body: z.object({ name: label }),
  answer: station,
  errors: ['station_not_found'],
});

const move = route({
  method: 'POST',
  path: '/api/v1/stations/:id/move',
  summary: 'Let another area take a station over from a day on; with dryRun nothing is saved',
  access: 'station.write',
  params: byId,
  query: dryRunQuery,
  body: z.object({ /** An area. */ to: id, on: localDate }),
  answer: station.extend({ effects }),
  errors: [
    ...(['station_not_found', 'station_not_there', 'station_area_taken'] as const),
    ...(['area_not_found', 'area_not_there', 'move_in_past'] as const),
  ],
});

const merge = route({
  method: 'POST',
  path: '/api/v1/stations/:id/merge',
  summary: 'Let a station go into another from a day on; with dryRun nothing is saved',
  access: 'station.write',
  params: byId,
  query: dryRunQuery,
  body: z.object({ /** A station. */ into: id, /** The first day without it. */ on: localDate }),
  answer: station.extend({ effects }),
  errors: ['station_not_found', 'station_not_there', 'move_in_past'],
});

/** Who has the key to a station's loudspeakers. */
export const keyholder = z.object({
  name: label,
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 .()-]{5,24}$/),
});

const showKeyholder = route({
  method: 'GET',
  path: '/api/v1/stations/:id/keyholder',
  summary: 'Who has the key to the loudspeakers, and their telephone number',
  access: 'keyholder.read',
  params: byId,
  answer: z.object({ keyholder: keyholder.nullable() }),
  errors: ['station_not_found'],
});

const setKeyholder = route({
  method: 'PUT',
  path: '/api/v1/stations/:id/keyholder',
  summary: 'Say who has the key to the loudspeakers',
  access: 'keyholder.write',
  params: byId,
  body: z.object({ keyholder: keyholder.nullable() }),
  answer: z.object({ keyholder: keyholder.nullable() }),
  errors: ['station_not_found'],
});

export const stationRoutes = { list, create, update, move, merge, showKeyholder, setKeyholder };
