import type { Kysely } from 'kysely';
import type { Clock } from '../runtime/clock.ts';
import type { BoundRoute } from './http/handler.ts';
import type { Access } from './access/access.ts';
import { doubtRoutes } from './doubts/routes.ts';
import { outageRoutes } from './health/routes.ts';
import { createOutageWatch } from './health/watch-outages.ts';
import type { LiveHub } from './live/hub.ts';
import type { Asker } from './questions/ask-aside.ts';
import { createReadinessNotes } from './readiness/keep-notes.ts';
import { readinessRoutes } from './readiness/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import type { Database } from './store/schema.ts';

export interface CareDeps {
  db: Kysely<Database>;
  access: Access;
  asker: Asker;
  hub: LiveHub;
  clock: Clock;
}

/** What the clock does about it. */
export interface CareBeats {
  noteReadiness: () => Promise<void>;
  watchOutages: () => Promise<void>;
}

/** Who will play, who played, and how the endpoints are. */
export function composeCare(deps: CareDeps): { routes: BoundRoute[]; beats: CareBeats } {
  return {
    routes: [
      ...reportRoutes(deps),
      ...readinessRoutes(deps),
      ...outageRoutes(deps),
      ...doubtRoutes(deps),
    ],
    beats: { noteReadiness: createReadinessNotes(deps), watchOutages: createOutageWatch(deps) },
  };
}
