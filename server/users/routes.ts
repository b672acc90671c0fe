import { userRoutes as contract } from '../../contract/http/users.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { UsersService } from './service.ts';

export function userRoutes({ users }: { users: UsersService }): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => users.list(principal, query)),
    handle(contract.create, ({ principal, body }) => users.create(principal, body)),
    handle(contract.update, ({ principal, params, body }) =>
      users.update(principal, params.id, body),
    ),
    handle(contract.addStandIn, ({ principal, params, body }) =>
      users.addStandIn(principal, params.id, body),
    ),
    handle(contract.endStandIn, ({ principal, params }) =>
      users.endStandIn(principal, params.id, params.standInId),
    ),
    handle(contract.leave, ({ principal, params, body }) =>
      users.leave(principal, params.id, body.successorId),
    ),
    handle(contract.resetAccess, ({ principal, params }) =>
      users.resetAccess(principal, params.id),
    ),
  ];
}
