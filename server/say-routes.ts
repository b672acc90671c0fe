import type { AsksDeps } from './asks/answer-ask.ts';
import { askRoutes } from './asks/routes.ts';
import { createAsksService } from './asks/service.ts';
import { createStandingAnswers } from './asks/standing-service.ts';
import type { BoundRoute } from './http/handler.ts';
import { weekRoutes } from './weeks/routes.ts';
import { createWeeksService } from './weeks/service.ts';
import { windowRoutes } from './windows/routes.ts';
import { createWindowsService } from './windows/service.ts';

/** The commune's own say: what it answers, what it grants, what it approves. */
export function sayRoutes(deps: AsksDeps): BoundRoute[] {
  return [
    ...askRoutes({ asks: createAsksService(deps), standing: createStandingAnswers(deps) }),
    ...windowRoutes({ windows: createWindowsService(deps) }),
    ...weekRoutes({ weeks: createWeeksService(deps) }),
  ];
}
