import { groupRoutes as contract } from '../../contract/http/groups.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { GroupsService } from './service.ts';

export function groupRoutes({ groups }: { groups: GroupsService }): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => groups.list(principal, query)),
    handle(contract.create, ({ principal, body }) => groups.create(principal, body)),
    handle(contract.update, ({ principal, params, query, body }) =>
      groups.update(principal, params.id, body, query),
    ),
    handle(contract.remove, ({ principal, params, query }) =>
      groups.remove(principal, params.id, query),
    ),
  ];
}
