import { areaRoutes as contract } from '../../contract/http/areas.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { AreasService } from './service.ts';

export function areaRoutes({ areas }: { areas: AreasService }): BoundRoute[] {
  return [
    handle(contract.list, ({ query }) => areas.list(query)),
    handle(contract.create, ({ principal, body }) => areas.create(principal, body)),
    handle(contract.importMany, ({ principal, body }) => areas.importMany(principal, body)),
    handle(contract.update, ({ principal, params, body }) =>
      areas.update(principal, params.id, body),
    ),
  ];
}
