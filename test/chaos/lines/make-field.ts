import { createClient } from '../../../contract/client.ts';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { stationRoutes as stations } from '../../../contract/http/stations.ts';
import { stationRoutes } from '../../../contract/station/exchange.ts';
import type { Commune } from '../../../cli/demo/district.ts';
import type { People } from '../../../cli/demo/people.ts';
import { randomToken, sha256 } from '../../../runtime/crypto.ts';
import type { Paired } from '../fleet/write-members.ts';

/** A commune at the end of a line. */
export interface Field {
  stationId: string;
  /** For real agents, which pair themselves. */
  agents: Commune[];
  /** For simulated endpoints; paired while the line was still good. */
  fleet: Paired[];
}

export async function makeField(
  people: People,
  given: {
    area: { id: string; name: string };
    zone: string;
    origin: string;
    agents: number;
    fleet: number;
  },
): Promise<Field> {
  const { area, zone, origin } = given;
  const { id: stationId } = await people.administrator.call(stations.create, {
    body: { areaId: area.id, name: `Đài truyền thanh ${area.name}`, zone },
  });
  const create = async (name: string) => {
    const body = { stationId, name, kind: 'agent' as const };
    return (await people.administrator.call(endpointRoutes.create, { body })).id;
  };
  const agents: Commune[] = [];
  for (let index = 0; index < given.agents; index += 1) {
    const endpointName = `Cụm loa ${index + 1} ${area.name}`;
    const endpointId = await create(endpointName);
    agents.push({ name: area.name, stationId, endpointId, endpointName });
  }
  const fleet: Paired[] = [];
  for (let index = 0; index < given.fleet; index += 1) {
    const id = await create(`Cụm loa mô phỏng ${index + 1} ${area.name}`);
    fleet.push({ id, secret: await pair(people, origin, id) });
  }
  return { stationId, agents, fleet };
}

async function pair(people: People, origin: string, id: string): Promise<string> {
  const { code } = await people.operator.call(endpointRoutes.pair, { params: { id } });
  const secret = randomToken();
  const stranger = createClient({ origin, fetch, headers: () => ({}) });
  await stranger.call(stationRoutes.enrol, { body: { code, secretSha256: sha256(secret) } });
  return secret;
}
