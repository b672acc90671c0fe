import type { Kysely } from 'kysely';
import { broadcastRoutes as contract } from '../../contract/http/broadcasts.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import type { DayEdits } from './edit-days.ts';
import { listBroadcasts } from './repo.ts';
import type { How } from './how.ts';
import type { BroadcastsService } from './service.ts';

export function broadcastRoutes({
  db,
  broadcasts,
  days,
}: {
  db: Kysely<Database>;
  broadcasts: BroadcastsService;
  days: DayEdits;
}): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => listBroadcasts(db, principal, query)),
    handle(contract.create, ({ principal, query, body }) =>
      broadcasts.create(principal, body, { ...howOf(query), isAwaited: query.awaitsApproval }),
    ),
    handle(contract.get, ({ principal, params }) => broadcasts.get(principal, params.id)),
    handle(contract.update, ({ principal, params, query, body }) => {
      const { dropDays } = query;
      return broadcasts.update(principal, params.id, body, { ...howOf(query), dropDays });
    }),
    handle(contract.withdraw, ({ principal, params, body }) =>
      broadcasts.withdraw(principal, params.id, body.version),
    ),
    handle(contract.editDay, ({ principal, params, query, body }) =>
      days.editDay(principal, params, body, howOf(query)),
    ),
    handle(contract.dropDay, ({ principal, params, query: { version, dryRun: isDryRun } }) =>
      days.dropDay(principal, params, { version, isDryRun }),
    ),
    handle(contract.order, ({ principal, body }) => broadcasts.order(principal, body)),
    handle(contract.split, ({ principal, params, query, body }) =>
      days.split(principal, params.id, body, howOf(query)),
    ),
  ];
}

function howOf({ urgent, dryRun }: { urgent: boolean; dryRun: boolean }): How {
  return { isUrgent: urgent, isDryRun: dryRun };
}
