import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Stops } from './service.ts';

export function stopRoutes({ stops }: { stops: Stops }): BoundRoute[] {
  return [
    handle(contract.stop, ({ principal, params, body }) =>
      stops.stop(principal, params.id, body.scope),
    ),
  ];
}
