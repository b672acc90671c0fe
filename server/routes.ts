import type { Kysely } from 'kysely';
import type { Clock } from '../runtime/clock.ts';
import type { Access } from './access/access.ts';
import { createAreaChanges } from './areas/change-areas.ts';
import { areaRoutes } from './areas/routes.ts';
import { createAreasService } from './areas/service.ts';
import type { Passwords } from './auth/passwords.ts';
import { authRoutes, type AuthRoutesDeps } from './auth/routes.ts';
import { tokenRoutes } from './auth/token-routes.ts';
import type { Tokens } from './auth/tokens.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { createCampaignsService } from './campaigns/service.ts';
import { firstStepsRoutes } from './first-steps/routes.ts';
import type { BoundRoute } from './http/handler.ts';
import { partnerRoutes } from './partners/routes.ts';
import { createPartnersService } from './partners/service.ts';
import { programmeRoutes } from './programmes/routes.ts';
import { createProgrammesService } from './programmes/service.ts';
import type { RecordingsDeps } from './recordings/deps.ts';
import { recordingRoutes } from './recordings/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { createSessionsService } from './sessions/service.ts';
import { stationRoutes } from './stations/routes.ts';
import { createStationsService } from './stations/service.ts';
import type { Database } from './store/schema.ts';
import type { TerritoryService } from './territory/service.ts';
import { userRoutes } from './users/routes.ts';
import { createUsersService } from './users/service.ts';

/** What the capabilities share; each names for itself what it takes of it. */
export interface Parts extends AuthRoutesDeps, RecordingsDeps {
  db: Kysely<Database>;
  access: Access;
  passwords: Passwords;
  tokens: Tokens;
  territory: TerritoryService;
  /** In which "today" is meant, and of new stations. */
  zone: string;
  clock: Clock;
}

/** Every contract route with its handler. */
export function allRoutes(parts: Parts): BoundRoute[] {
  return [
    ...authRoutes(parts),
    ...tokenRoutes(parts),
    ...userRoutes({ users: createUsersService(parts) }),
    ...areaRoutes({ areas: createAreasService(parts), changes: createAreaChanges(parts) }),
    ...stationRoutes({ ...parts, stations: createStationsService(parts) }),
    ...sessionRoutes({ sessions: createSessionsService(parts) }),
    ...firstStepsRoutes(parts),
    ...programmeRoutes({ programmes: createProgrammesService(parts) }),
    ...campaignRoutes({ campaigns: createCampaignsService(parts) }),
    ...partnerRoutes({ partners: createPartnersService(parts) }),
    ...recordingRoutes(parts),
  ];
}
