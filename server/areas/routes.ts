import { areaRoutes as contract } from '../../contract/http/areas.ts';
import type { AreaAnswer } from '../../contract/http/areas.ts';
import type { Area } from '../../core/area/area.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { AreasService } from './service.ts';

export function areaRoutes({ areas }: { areas: AreasService }): BoundRoute[] {
  return [
    handle(contract.list, async ({ query }) => {
      const page = await areas.list(query);
      return { ...page, items: page.items.map(toAnswer) };
    }),
    handle(contract.create, async ({ principal, body }) =>
      toAnswer(await areas.create(principal, body)),
    ),
    handle(contract.importMany, async ({ principal, body }) => {
      const imported = await areas.importMany(principal, body);
      return { ...imported, areas: imported.areas.map(toAnswer) };
    }),
    handle(contract.update, async ({ principal, params, body }) =>
      toAnswer(await areas.update(principal, params.id, body)),
    ),
  ];
}

function toAnswer(area: Area): AreaAnswer {
  return { ...area, tags: [...area.tags] };
}
