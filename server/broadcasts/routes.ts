import type { Kysely } from 'kysely';
import { broadcastRoutes as contract } from '../../contract/http/broadcasts.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import { listBroadcasts } from './repo.ts';
import type { BroadcastsService, How } from './service.ts';

export function broadcastRoutes({
  db,
  broadcasts,
}: {
  db: Kysely<Database>;
  broadcasts: BroadcastsService;
}): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => listBroadcasts(db, principal, query)),
    handle(contract.create, async ({ principal, query, body }) =>
      query.dryRun
        ? { broadcast: null, outlook: await broadcasts.tryOut(principal, body, howOf(query)) }
        : broadcasts.create(principal, body, howOf(query)),
    ),
    handle(contract.get, ({ principal, params }) => broadcasts.get(principal, params.id)),
    handle(contract.update, ({ principal, params, query, body }) =>
      query.dryRun
        ? broadcasts.tryOutUpdate(principal, params.id, body, howOf(query))
        : broadcasts.update(principal, params.id, body, howOf(query)),
    ),
    handle(contract.withdraw, ({ principal, params, body }) =>
      broadcasts.withdraw(principal, params.id, body.version),
    ),
  ];
}

function howOf({ urgent }: { urgent: boolean }): How {
  return { isUrgent: urgent };
}
