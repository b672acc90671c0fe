import { calendarRoutes } from './calendar/routes.ts';
import type { BoundRoute } from './http/handler.ts';
import { planRoutes, type PlanRoutesDeps } from './plans/routes.ts';
import { recurrenceRoutes } from './recurrences/routes.ts';

/** What other programs read of the timetable, and what comes into it from them. */
export function outsideRoutes(deps: PlanRoutesDeps): BoundRoute[] {
  return [...calendarRoutes(deps), ...planRoutes(deps), ...recurrenceRoutes()];
}
