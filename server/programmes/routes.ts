import { programmeRoutes as contract } from '../../contract/http/programmes.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { ProgrammesService } from './service.ts';

export function programmeRoutes({ programmes }: { programmes: ProgrammesService }): BoundRoute[] {
  return [
    handle(contract.list, ({ query }) => programmes.list(query)),
    handle(contract.create, ({ principal, body }) => programmes.create(principal, body)),
    handle(contract.update, ({ principal, params, body }) =>
      programmes.update(principal, params.id, body),
    ),
  ];
}
