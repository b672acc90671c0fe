import { stationRoutes as contract } from '../../contract/http/stations.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { StationsService } from './service.ts';

export function stationRoutes({ stations }: { stations: StationsService }): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => stations.list(principal, query)),
    handle(contract.create, ({ principal, body }) => stations.create(principal, body)),
    handle(contract.move, ({ principal, params, query, body }) =>
      stations.move(principal, params.id, body, query.dryRun),
    ),
    handle(contract.merge, ({ principal, params, query, body }) =>
      stations.merge(principal, params.id, body, query.dryRun),
    ),
  ];
}
