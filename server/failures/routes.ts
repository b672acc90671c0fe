import { workRoutes as contract } from '../../contract/http/work.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Jobs } from '../jobs/service.ts';
import { listFailures } from './list-failures.ts';
import { retryAll, retryWork, type FailuresDeps } from './retry.ts';
import { workFigures } from './work-figures.ts';

export function failureRoutes(deps: FailuresDeps & { jobs: Pick<Jobs, 'atWork'> }): BoundRoute[] {
  return [
    handle(contract.figures, async ({ principal }) => ({
      items: await workFigures(deps, principal),
    })),
    handle(contract.failures, async ({ principal, query }) => {
      const { items, next } = await listFailures(deps.db, principal, query);
      return { items: items.map(({ areaId: _area, ...failure }) => failure), next };
    }),
    handle(contract.retry, async ({ principal, params: { id } }) => {
      await retryWork(deps, principal, id);
      return null;
    }),
    handle(contract.retryAll, async ({ principal, body: { kind } }) => ({
      retried: await retryAll(deps, principal, kind),
    })),
  ];
}
