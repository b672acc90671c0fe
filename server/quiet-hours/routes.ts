import { quietHoursRoutes as contract } from '../../contract/http/quiet-hours.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { QuietHoursService } from './service.ts';

export function quietHoursRoutes({ quietHours }: { quietHours: QuietHoursService }): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => quietHours.list(principal, query)),
    handle(contract.create, ({ principal, body }) => quietHours.create(principal, body)),
    handle(contract.remove, async ({ principal, params }) => {
      await quietHours.remove(principal, params.id);
      return null;
    }),
  ];
}
