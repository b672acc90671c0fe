import type { Kysely } from 'kysely';
import { endpointRoutes as contract } from '../../contract/http/endpoints.ts';
import { listDeliveries } from '../deliveries/list-deliveries.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { shareAnswers } from '../questions/share-answers.ts';
import { snooze, unsnooze } from '../health/snooze.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { listEndpoints } from './list-endpoints.ts';
import { listIncidents } from './list-incidents.ts';
import type { EndpointsService } from './service.ts';

export function endpointRoutes({
  db,
  endpoints,
  asker,
  clock,
}: {
  db: Kysely<Database>;
  endpoints: EndpointsService;
  asker: Asker;
  clock: Clock;
}): BoundRoute[] {
  const { share } = shareAnswers(clock);
  return [
    // Those of one station are few, and who stops what sounds there waits for nobody's report.
    handle(contract.list, async ({ principal, query }) =>
      query.stationId === undefined
        ? await asker.ask('endpoints', { principal, query })
        : await listEndpoints(db, principal, query, clock.now()),
    ),
    // Before the routes of one, whose path would take it for a name.
    handle(contract.summary, ({ principal, query }) =>
      share({ principal, query }, () => asker.ask('endpointSummary', { principal, query })),
    ),
    handle(contract.create, ({ principal, body }) => endpoints.create(principal, body)),
    handle(contract.update, ({ principal, params, body }) =>
      endpoints.update(principal, params.id, body),
    ),
    handle(contract.pair, ({ principal, params }) => endpoints.pair(principal, params.id)),
    handle(contract.revoke, ({ principal, params }) => endpoints.revoke(principal, params.id)),
    handle(contract.silence, ({ principal, params }) => endpoints.silence(principal, params.id)),
    handle(contract.quarantine, ({ principal, params, body }) =>
      endpoints.quarantine(principal, params.id, body.quarantined),
    ),
    handle(contract.move, ({ principal, params, query, body }) =>
      endpoints.move(principal, params.id, { ...body, isDryRun: query.dryRun }),
    ),
    handle(contract.snooze, async ({ principal, params, body }) => {
      await snooze(
        { db, clock },
        await endpoints.require(principal, 'endpoint.snooze', params.id),
        {
          ...{ ...body, principal },
        },
      );
      return endpoints.get(params.id);
    }),
    handle(contract.unsnooze, async ({ principal, params }) => {
      const endpoint = await endpoints.require(principal, 'endpoint.snooze', params.id);
      await unsnooze({ db, clock }, endpoint, principal);
      return endpoints.get(params.id);
    }),
    handle(contract.incidents, async ({ principal, params, query }) => {
      const { id } = await endpoints.require(principal, 'read', params.id);
      return listIncidents(db, id, query);
    }),
    handle(contract.deliveries, ({ principal, query }) => listDeliveries(db, principal, query)),
  ];
}
