import { z } from 'zod';
import { route } from '../route.ts';
import { id, label, page, pageQuery, zone } from '../scalar.ts';

export const station = z.object({
  id,
  areaId: id,
  areaName: z.string(),
  name: z.string(),
  zone: z.string(),
  endpoints: z.int(),
});
export type StationAnswer = z.output<typeof station>;

const list = route({
  method: 'GET',
  path: '/api/v1/stations',
  summary: 'Commune stations in the areas of the person, by name',
  access: 'read',
  query: z.object({ ...pageQuery, areaId: id.optional(), q: z.string().max(100).optional() }),
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

export const stationRoutes = { list, create };
