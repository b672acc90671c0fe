import { weekRoutes as contract } from '../../contract/http/weeks.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { WeeksService } from './service.ts';

export function weekRoutes({ weeks }: { weeks: WeeksService }): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal, query }) => ({
      items: await weeks.waiting(principal, query.monday),
    })),
    handle(contract.get, ({ principal, params }) => weeks.get(principal, params)),
    handle(contract.approve, ({ principal, params, body }) =>
      weeks.approve(principal, params, body),
    ),
    handle(contract.submit, ({ principal, params, body }) =>
      weeks.submit(principal, params, body.note ?? null),
    ),
    handle(contract.withdraw, ({ principal, params, body }) =>
      weeks.withdraw(principal, params, body.note),
    ),
  ];
}
