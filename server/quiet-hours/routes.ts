import { quietHoursRoutes as contract } from '../../contract/http/quiet-hours.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { PlaceRulesService } from '../place-rules/service.ts';
import type { QuietHoursFields } from './quiet-hours-store.ts';

export function quietHoursRoutes({
  quietHours,
}: {
  quietHours: PlaceRulesService<QuietHoursFields>;
}): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => quietHours.list(principal, query)),
    handle(contract.create, ({ principal, query, body }) =>
      quietHours.create(principal, body, query),
    ),
    handle(contract.update, ({ principal, params, query, body }) =>
      quietHours.update(principal, params.id, body, query),
    ),
    handle(contract.remove, ({ principal, params, query }) =>
      quietHours.remove(principal, params.id, query),
    ),
  ];
}
