import { endpointRoutes } from '../../contract/http/endpoints.ts';
import { programmeRoutes } from '../../contract/http/programmes.ts';
import { stationRoutes } from '../../contract/http/stations.ts';
import { programmes } from '../../core/sample/announcements.ts';
import { DemoProblem } from './demo-problem.ts';
import type { Tree } from './people.ts';
import type { Person } from './person.ts';

/** A commune with its station and what makes sound there. */
export interface Commune {
  name: string;
  stationId: string;
  endpointId: string;
  endpointName: string;
}

export interface District {
  communes: Commune[];
  /** The plain receiver, at the first station. */
  receiverId: string;
  /** Programmes' ids by tag. */
  programmes: Map<string, string>;
}

/** Six of today's communes of former Hải Hậu: Hải Hậu, Hải Tiến, Hải Thịnh, Hải Anh, Hải Hưng, Hải Quang. */
const communeCodes = ['14215', '14218', '14221', '14236', '14248', '14287'];

export async function buildDistrict(
  administrator: Person,
  { tree, zone, receiverUrl }: { tree: Tree; zone: string; receiverUrl: string },
): Promise<District> {
  const communes: Commune[] = [];
  for (const code of communeCodes) {
    const area = tree.today.get(code);
    if (!area) throw new DemoProblem(`Commune ${code} is missing from the imported tree.`);
    communes.push(await buildCommune(administrator, area, zone));
  }
  const [first] = communes;
  const receiver = await administrator.call(endpointRoutes.create, {
    body: {
      stationId: first?.stationId ?? '',
      name: `Máy thu HTTP ${lowerFirst(first?.name ?? '')}`,
      kind: 'receiver',
      pushUrl: receiverUrl,
    },
  });
  const ids = new Map<string, string>();
  for (const { tag, name } of programmes) {
    const { id } = await administrator.call(programmeRoutes.create, { body: { tag, name } });
    ids.set(tag, id);
  }
  return { communes, receiverId: receiver.id, programmes: ids };
}

async function buildCommune(
  administrator: Person,
  area: { id: string; name: string },
  zone: string,
): Promise<Commune> {
  const name = lowerFirst(area.name);
  const station = await administrator.call(stationRoutes.create, {
    body: { areaId: area.id, name: `Đài truyền thanh ${name}`, zone },
  });
  const endpoint = await administrator.call(endpointRoutes.create, {
    body: { stationId: station.id, name: `Cụm loa nhà văn hóa ${name}`, kind: 'agent' },
  });
  return {
    name: area.name,
    stationId: station.id,
    endpointId: endpoint.id,
    endpointName: endpoint.name,
  };
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
