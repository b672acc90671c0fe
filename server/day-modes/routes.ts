import { dayModeRoutes as contract } from '../../contract/http/day-modes.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { PeriodsService } from './periods.ts';
import type { DayModesService } from './service.ts';

export function dayModeRoutes({
  dayModes,
  periods,
}: {
  dayModes: DayModesService;
  periods: PeriodsService;
}): BoundRoute[] {
  return [
    handle(contract.list, ({ query }) => dayModes.list(query)),
    handle(contract.create, ({ principal, body }) => dayModes.create(principal, body)),
    handle(contract.update, ({ principal, params, query, body }) =>
      dayModes.update(principal, { ...params, ...body }, query),
    ),
    handle(contract.remove, async ({ principal, params }) => {
      await dayModes.remove(principal, params.key);
      return null;
    }),
    handle(contract.periods, ({ principal, query }) => periods.list(principal, query)),
    handle(contract.switchOn, ({ principal, query, body }) =>
      periods.switchOn(principal, body, query),
    ),
    handle(contract.move, ({ principal, params, query, body }) =>
      periods.move(principal, params.id, body, query),
    ),
    handle(contract.switchOff, ({ principal, params, query }) =>
      periods.switchOff(principal, params.id, query),
    ),
  ];
}
