import { stationRoutes as contract } from '../../contract/http/stations.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { setKeyholder, showKeyholder, type KeyholderDeps } from './keyholder.ts';
import type { StationsService } from './service.ts';

export function stationRoutes({
  stations,
  ...keyholders
}: KeyholderDeps & { stations: StationsService }): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => stations.list(principal, query)),
    handle(contract.create, ({ principal, body }) => stations.create(principal, body)),
    handle(contract.update, ({ principal, params, body }) =>
      stations.rename(principal, params.id, body.name),
    ),
    handle(contract.move, ({ principal, params, query, body }) =>
      stations.move(principal, params.id, body, query.dryRun),
    ),
    handle(contract.showKeyholder, async ({ principal, params }) => ({
      keyholder: await showKeyholder(keyholders, principal, params.id),
    })),
    handle(contract.setKeyholder, async ({ principal, params, body }) => {
      await setKeyholder(keyholders, principal, params.id, body.keyholder);
      return body;
    }),
    handle(contract.merge, ({ principal, params, query, body }) =>
      stations.merge(principal, params.id, body, query.dryRun),
    ),
  ];
}
