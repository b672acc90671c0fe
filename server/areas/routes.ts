import { areaRoutes as contract } from '../../contract/http/areas.ts';
import type { AreaAnswer } from '../../contract/http/areas.ts';
import type { DatedArea } from '../../core/area/tree.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { JsonBytes } from '../http/json-bytes.ts';
import type { AreaChanges } from './change-areas.ts';
import type { AreasService } from './service.ts';

export interface AreaRoutesDeps {
  areas: AreasService;
  changes: AreaChanges;
}

export function areaRoutes({ areas, changes }: AreaRoutesDeps): BoundRoute[] {
  return [
    handle(contract.list, async ({ query, response }) => {
      const page = await areas.list(query);
      const bytes = Buffer.from(JSON.stringify({ ...page, items: page.items.map(toAnswer) }));
      // A browser keeps it, and asks whether it has changed.
      response.set({ etag: `"${sha256(bytes)}"`, 'cache-control': 'private, no-cache' });
      return new JsonBytes(bytes);
    }),
    handle(contract.create, async ({ principal, body }) =>
      toAnswer(await areas.create(principal, body)),
    ),
    handle(contract.importMany, async ({ principal, body }) => {
      const imported = await areas.importMany(principal, body);
      return { ...imported, areas: imported.areas.map(toAnswer) };
    }),
    handle(contract.update, async ({ principal, params, query, body }) => {
      const { area, effects } = await changes.update(principal, params.id, body, query.dryRun);
      return { ...toAnswer(area), effects };
    }),
    handle(contract.move, async ({ principal, params, query, body }) => {
      const { area, effects } = await changes.move(principal, params.id, body, query.dryRun);
      return { ...toAnswer(area), effects };
    }),
    handle(contract.merge, async ({ principal, query, body }) => {
      const merged = await changes.merge(principal, body, query.dryRun);
      return { areas: merged.areas.map(toAnswer), effects: merged.effects };
    }),
  ];
}

function toAnswer({ tags, successorId = null, states = [], ...area }: DatedArea): AreaAnswer {
  return { ...area, tags: [...tags], successorId, states: [...states] };
}
