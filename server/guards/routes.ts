import { guardRoutes as contract } from '../../contract/http/guards.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { PlaceRulesService } from '../place-rules/service.ts';
import type { GuardFields } from './guard-store.ts';

export function guardRoutes({ guards }: { guards: PlaceRulesService<GuardFields> }): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => guards.list(principal, query)),
    handle(contract.create, ({ principal, query, body }) => guards.create(principal, body, query)),
    handle(contract.update, ({ principal, params, query, body }) =>
      guards.update(principal, params.id, body, query),
    ),
    handle(contract.remove, ({ principal, params, query }) =>
      guards.remove(principal, params.id, query),
    ),
  ];
}
