import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { SharedAnswers } from '../questions/share-answers.ts';
import { stopReach, type StopReachDeps } from './reach.ts';
import type { Stops } from './service.ts';

export interface StopRoutesDeps extends StopReachDeps {
  stops: Stops;
  todayAnswers: SharedAnswers;
}

export function stopRoutes({ stops, todayAnswers, ...reach }: StopRoutesDeps): BoundRoute[] {
  /** What was told of the day before is not told again. */
  const thenTellAnew = <Done>(stopping: Promise<Done>) =>
    stopping.finally(() => {
      todayAnswers.forget();
    });
  return [
    handle(contract.stop, ({ principal, params, body }) =>
      thenTellAnew(stops.stop(principal, params.id, body)),
    ),
    handle(contract.stopSounding, ({ principal, params }) =>
      thenTellAnew(stops.stopSounding(principal, params.id)),
    ),
    handle(contract.stopped, ({ principal, params }) => stopReach(reach, principal, params.id)),
  ];
}
