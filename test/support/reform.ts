import { api } from '../../contract/api.ts';
import { namDinh2017, ninhBinh2025 } from '../../cli/demo/units.ts';
import type { Commune } from './district.ts';
import { zone } from './district.ts';
import type { TestServer } from './server.ts';

/** The last day of districts, and the first without them. */
export const lastDay = '2025-06-30';
export const firstDay = '2025-07-01';

/** Areas by code, of one list. */
export type Areas = ReadonlyMap<string, { id: string; name: string; code: string }>;

/** Nam Định as listed in 2017, beneath the root; that it ends nobody knows yet. */
export async function plantPast(server: TestServer): Promise<Areas> {
  return plant(server, { ...namDinh2017(), validTo: null });
}

/** Ninh Bình with its communes since the reform, beneath the root. */
export async function plantPresent(server: TestServer): Promise<Areas> {
  return plant(server, ninhBinh2025());
}

async function plant(server: TestServer, tree: ReturnType<typeof namDinh2017>): Promise<Areas> {
  const administrator = await server.administrator();
  const body = { underId: await server.rootId(), ...tree };
  const { areas } = await administrator.call(api.areas.importMany, { body });
  return new Map(areas.map((area) => [area.code, area]));
}

/** The area with a name; names are told apart within a list by their codes. */
export function named(areas: Areas, name: string): string {
  const found = [...areas.values()].filter((area) => area.name === name);
  if (found.length !== 1) throw new Error(`${found.length} areas are called ${name}`);
  return found[0]?.id ?? '';
}

/** A station with one speaker cluster in an area that is there. */
export async function equip(server: TestServer, areaId: string, name: string): Promise<Commune> {
  const administrator = await server.administrator();
  const { id: stationId } = await administrator.call(api.stations.create, {
    body: { areaId, name: `Đài ${name}`, zone },
  });
  const { id: endpointId } = await administrator.call(api.endpoints.create, {
    body: { stationId, name: `Cụm ${name}`, kind: 'agent' },
  });
  return { areaId, stationId, endpointId };
}
