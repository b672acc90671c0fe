import { dayMarkRoutes } from './day-modes/mark-routes.ts';
import { dayModeRoutes } from './day-modes/routes.ts';
import { createPeriodsService } from './day-modes/periods.ts';
import { createDayModesService } from './day-modes/service.ts';
import { groupRoutes } from './groups/routes.ts';
import { createGroupsService } from './groups/service.ts';
import { guardRoutes } from './guards/routes.ts';
import { guardStore } from './guards/guard-store.ts';
import { holidayRoutes } from './holidays/routes.ts';
import { createHolidaysService } from './holidays/service.ts';
import type { BoundRoute } from './http/handler.ts';
import { createPlaceRules, type PlaceRulesDeps } from './place-rules/service.ts';
import { quietHoursStore } from './quiet-hours/quiet-hours-store.ts';
import { quietHoursRoutes } from './quiet-hours/routes.ts';
import { manySessionsRoutes } from './sessions/many-routes.ts';

/** Everything that people set about places, and what it would do to the coming week. */
export function ruleRoutes(deps: PlaceRulesDeps): BoundRoute[] {
  return [
    ...quietHoursRoutes({ quietHours: createPlaceRules(deps, quietHoursStore) }),
    ...guardRoutes({ guards: createPlaceRules(deps, guardStore) }),
    ...dayModeRoutes({
      dayModes: createDayModesService(deps),
      periods: createPeriodsService(deps),
    }),
    ...dayMarkRoutes(deps),
    ...holidayRoutes({ holidays: createHolidaysService(deps) }),
    ...manySessionsRoutes(deps),
    ...groupRoutes({ groups: createGroupsService(deps) }),
  ];
}
