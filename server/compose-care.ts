import type { Kysely } from 'kysely';
import { createMediaStore, type MediaStore } from '../media/store.ts';
import type { Clock } from '../runtime/clock.ts';
import type { BoundRoute } from './http/handler.ts';
import type { Access } from './access/access.ts';
import { auditRoutes } from './audit/routes.ts';
import type { ServerConfig } from './config.ts';
import { campaignPlanRoutes } from './campaign-plans/routes.ts';
import { dossierRoutes } from './dossiers/routes.ts';
import { doubtRoutes } from './doubts/routes.ts';
import { endpointPageRoutes } from './endpoint-page/routes.ts';
import { expectedSoundRoutes } from './expected/routes.ts';
import { faultRoutes } from './faults/routes.ts';
import type { EndpointsService } from './endpoints/service.ts';
import { keepHealthHistory } from './health/keep-history.ts';
import { outageRoutes } from './health/routes.ts';
import { createOutageWatch } from './health/watch-outages.ts';
import { listeningRoutes } from './listeners/routes.ts';
import { sweepTakes } from './listeners/sweep-takes.ts';
import type { LiveHub } from './live/hub.ts';
import { prelisteningRoutes } from './prelistening/routes.ts';
import type { Asker } from './questions/ask-aside.ts';
import type { SharedAnswers } from './questions/share-answers.ts';
import { createReadinessNotes } from './readiness/keep-notes.ts';
import { readinessRoutes } from './readiness/routes.ts';
import { createAirSumsKeeper } from './reports/air/keep-sums.ts';
import { reportRoutes } from './reports/routes.ts';
import { royaltyRoutes } from './royalties/routes.ts';
import type { Recipes } from './recordings/wanted-recipes.ts';
import { soundProfileRoutes } from './sound-profiles/routes.ts';
import type { Database } from './store/schema.ts';
import type { Timetable } from './timetable/service.ts';
import { todayRoutes } from './today/routes.ts';

export interface CareDeps {
  db: Kysely<Database>;
  access: Access;
  asker: Asker;
  todayAnswers: SharedAnswers;
  hub: LiveHub;
  endpoints: EndpointsService;
  timetable: Timetable;
  listened: ServerConfig['listened'];
  photosFolder: string;
  /** Where documents of campaigns lie. */
  materials: string;
  zone: string;
  /** See core/compile/freeze. */
  freezeMs: number;
  media: MediaStore;
  /** Of the encodings that every recording is to have. */
  recipes: Recipes;
  /** Queues what is due; never fails. */
  kick: () => void;
  clock: Clock;
}

/** What the clock does about it. */
export interface CareBeats {
  noteReadiness: () => Promise<void>;
  watchOutages: () => Promise<void>;
  keepHealth: () => Promise<void>;
  sweepTakes: () => Promise<void>;
  sumUpAir: () => Promise<void>;
}

/** Who will play, who played, what was heard of it, and how the endpoints are. */
export async function composeCare(
  deps: CareDeps,
): Promise<{ routes: BoundRoute[]; beats: CareBeats }> {
  const { folder, keptDays } = deps.listened;
  const listening = { ...deps, store: await createMediaStore(folder), keptDays };
  const faults = { ...deps, store: await createMediaStore(deps.photosFolder) };
  const materials = await createMediaStore(deps.materials);
  const airSums = createAirSumsKeeper(deps);
  return {
    routes: [
      ...reportRoutes({ ...deps, airSums }),
      ...readinessRoutes(deps),
      ...todayRoutes(deps),
      ...dossierRoutes(deps),
      ...campaignPlanRoutes({ ...deps, airSums, store: materials }),
      ...outageRoutes(deps),
      ...doubtRoutes(deps),
      ...soundProfileRoutes(deps),
      ...auditRoutes(deps),
      ...royaltyRoutes({ ...deps, airSums }),
      ...faultRoutes(faults),
      ...endpointPageRoutes(faults),
      ...expectedSoundRoutes(deps),
      ...prelisteningRoutes(deps),
      ...listeningRoutes(listening),
    ],
    beats: {
      noteReadiness: createReadinessNotes(deps),
      watchOutages: createOutageWatch(deps),
      keepHealth: () => keepHealthHistory(deps),
      sweepTakes: () => sweepTakes(listening),
      sumUpAir: () => airSums.keep(),
    },
  };
}
