import { holidayRoutes as contract } from '../../contract/http/holidays.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { HolidaysService } from './service.ts';

export function holidayRoutes({ holidays }: { holidays: HolidaysService }): BoundRoute[] {
  return [
    handle(contract.list, ({ query }) => holidays.list(query)),
    handle(contract.put, ({ principal, params, query, body }) =>
      holidays.put(principal, { ...params, ...body }, query),
    ),
    handle(contract.remove, ({ principal, params, query }) =>
      holidays.remove(principal, params.date, query),
    ),
  ];
}
