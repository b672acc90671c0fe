import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { stopReach, type StopReachDeps } from './reach.ts';
import type { Stops } from './service.ts';

export function stopRoutes({ stops, ...reach }: StopReachDeps & { stops: Stops }): BoundRoute[] {
  return [
    handle(contract.stop, ({ principal, params, body }) => stops.stop(principal, params.id, body)),
    handle(contract.stopped, ({ principal, params }) => stopReach(reach, principal, params.id)),
  ];
}
