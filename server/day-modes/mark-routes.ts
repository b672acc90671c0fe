import { dayMarkRoutes as contract } from '../../contract/http/day-marks.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { dayMarks, type DayMarksDeps } from './day-marks.ts';

export function dayMarkRoutes(deps: DayMarksDeps): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal, query }) => ({
      items: await dayMarks(deps, principal, query),
    })),
  ];
}
