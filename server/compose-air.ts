import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import { materialsFolder, type MediaStore } from '../media/store.ts';
import { createAddressGuard } from '../runtime/address-guard.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Lifetime } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/log.ts';
import { watchLoopDelay } from '../runtime/loop-delay.ts';
import type { Access } from './access/access.ts';
import { settleAsks } from './asks/settle-asks.ts';
import { broadcastRoutes } from './broadcasts/routes.ts';
import { createDayEdits } from './broadcasts/edit-days.ts';
import { createBroadcastsService } from './broadcasts/service.ts';
import type { BroadcastsDeps } from './broadcasts/deps.ts';
import { composeStationSide } from './compose-station-side.ts';
import { composeCare, type CareBeats } from './compose-care.ts';
import type { Live } from './compose-live.ts';
import type { ServerConfig } from './config.ts';
import { clockWork, startCron } from './cron.ts';
import { createApplyPush } from './deliveries/apply-push.ts';
import { eveningPush } from './deliveries/evening-push.ts';
import { createDeliveries, type Deliveries } from './deliveries/service.ts';
import { endpointRoutes } from './endpoints/routes.ts';
import { settleSilencing } from './endpoints/lock-out.ts';
import { createEndpointsService, type EndpointsService } from './endpoints/service.ts';
import { failureRoutes } from './failures/routes.ts';
import { createHeads, type Heads } from './heads/service.ts';
import { historyRoutes } from './history/routes.ts';
import type { AnswerCount } from './http/answer-count.ts';
import type { BoundRoute } from './http/handler.ts';
import type { ServerKeys } from './keys/open-keys.ts';
import { createTellKeys } from './keys/tell-keys.ts';
import type { Principal } from './http/principal.ts';
import { createJobs, type Jobs } from './jobs/service.ts';
import { createApplyTranscode } from './recordings/apply-transcode.ts';
import { sourceOf } from './recordings/rendition-key.ts';
import { applyCompare } from './listeners/apply-compare.ts';
import { createUpkeep, type Upkeep } from './recordings/upkeep.ts';
import { wantedRecipes } from './recordings/wanted-recipes.ts';
import { offlineRoutes } from './offline-routes.ts';
import { outsideRoutes } from './outside-routes.ts';
import { outlooksAside } from './questions/outlooks-aside.ts';
import { createAsker, type Asker } from './questions/ask-aside.ts';
import { shareAnswers, type SharedAnswers } from './questions/share-answers.ts';
import { createApplyCapture } from './relays/apply-capture.ts';
import { createRelayPlan } from './relays/plan-relays.ts';
import { settleRelays, tellRelays } from './relays/settle-relays.ts';
import { createApplySpeak } from './speech/apply-speak.ts';
import { ruleRoutes } from './rule-routes.ts';
import { speechRoutes } from './speech/routes.ts';
import { sayRoutes } from './say-routes.ts';
import { createStationDoor, type StationDoor } from './station-api/door.ts';
import { playerLinkRoutes } from './player-links/routes.ts';
import { createPressure, type Pressure } from './station-api/pressure.ts';
import { createFilePump } from './station-api/pump-file.ts';
import { stationApiRoutes } from './station-api/routes.ts';
import { stopRoutes } from './stops/routes.ts';
import { createStops, type StopsDeps } from './stops/service.ts';
import { withdrawLater } from './stops/withdraw-later.ts';
import type { Database } from './store/schema.ts';
import { sweep } from './store/sweep.ts';
import { templateRoutes } from './templates/routes.ts';
import { createTerritory, type TerritoryService } from './territory/service.ts';
import type { TimetableChanges } from './timetable/changes.ts';
import { keepHolidays } from './holidays/keep-holidays.ts';
import { keepHorizon } from './timetable/keep-horizon.ts';
import { timetableRoutes } from './timetable/routes.ts';
import { createTimetable, type Timetable, type TimetableDeps } from './timetable/service.ts';

/** What everything from timetable to endpoint is made from. */
export interface AirDeps {
  config: ServerConfig;
  db: Kysely<Database>;
  media: MediaStore;
  redis: Redis;
  access: Access;
  keys: ServerKeys;
  clock: Clock;
  log: Logger;
  life: Lifetime;
  live: Live;
  answers: AnswerCount;
}

/** What is not on the air but moves by the same clock. */
export interface BesideAir {
  finishUploads: () => Promise<void>;
  sweepUploads: () => Promise<void>;
  continueSample: () => Promise<void>;
}

/** The way from a broadcast to the endpoints and back. */
export interface Air {
  jobs: Jobs;
  timetable: TimetableChanges;
  territory: TerritoryService;
  endpoints: EndpointsService;
  /** What placing takes. */
  broadcasting: BroadcastsDeps;
  /** To be called for an endpoint that is let in no more. */
  onLockedOut: (endpointId: string) => void;
  routes: BoundRoute[];
  door: StationDoor;
  turnedAway: Pressure['turnedAway'];
  /** Brings everything up to the hour, and keeps it so. */
  start(beside: BesideAir): void;
}

export async function composeAir(deps: AirDeps): Promise<Air> {
  const { config, db, media, access, keys, answers, clock, log, life } = deps;
  const recipes = wantedRecipes(config.profiles);
  const upkeep = createUpkeep({ db, media, recipes, clock });
  const jobs = startJobs(deps, { recipes, upkeep });
  const side = await composeStationSide({ db, clock, log, life });
  const pressure = startPressure(deps);
  const fileDeps = sendingFiles(deps);
  // Before anything is compiled by them.
  await keepHolidays({ db, zone: config.zone, clock });
  const tree = () => access.tree();
  const { publish, onLockedOut } = side;
  const heads = createHeads({ db, keys, tree, publish, clock });
  const deliveries = startDeliveries(deps, jobs);
  const onHeadsMade = () => deliveries.pushNew();
  const stopping = new AbortController();
  const timetable = startTimetable(deps, { tree, heads, onHeadsMade, signal: stopping.signal });
  const territory = await startTerritory(deps, timetable);
  const isAllowedAddress = createAddressGuard(config.outboundAllow);
  const told = startAskers(deps);
  const pushing = { onHeadsMade, ...deliveries };
  const shared = { ...told, ...pushing, db, access, timetable, heads, clock, log };
  const placed = { ...shared, ...side, territory, isAllowedAddress, keys };
  const endpoints = createEndpointsService(placed);
  const care = await composeCare({
    ...{ ...shared, endpoints, recipes, hub: deps.live.hub, listened: config.listened },
    ...{ ...careFolders(config), zone: config.zone, media, kick: () => jobs.kick() },
  });
  return {
    ...{ jobs, timetable, territory, endpoints, broadcasting: shared, onLockedOut },
    routes: [
      ...placeRoutes(shared),
      ...historyRoutes(shared),
      ...templateRoutes(shared),
      ...timetableRoutes({ ...shared, endpoints }),
      ...outsideRoutes({ ...shared, zone: config.zone }),
      ...sayRoutes(shared),
      ...ruleRoutes(shared),
      ...endpointRoutes({ ...shared, endpoints }),
      ...offlineRoutes({ ...shared, ...side, media, endpoints, territory, keys }),
      ...playerLinkRoutes({ ...fileDeps, ...side, endpoints, url: config.url }),
      ...silenceRoutes({ ...shared, order: side.order, signal: stopping.signal }),
      ...care.routes,
      ...failureRoutes({ db, jobs, deliveries, kick: () => jobs.kick(), clock }),
      ...speechRoutes({ db, media, speech: config.speech, kick: () => jobs.kick(), clock }),
      ...stationApiRoutes(placed),
    ],
    door: createStationDoor({ ...fileDeps, ...side, pressure, answers, log }),
    turnedAway: () => pressure.turnedAway(),
    start: (beside) => {
      const made = { jobs, timetable, territory, heads, deliveries, upkeep };
      const movers = { ...beside, ...care.beats, ...made, onLockedOut: side.onLockedOut };
      const beats = startBeats(deps, movers);
      life.add(() => {
        stopping.abort();
        side.events.close();
        return beats.stop();
      });
    },
  };
}

function careFolders({ paths }: ServerConfig) {
  return { photosFolder: paths.photos, materials: materialsFolder(paths.media) };
}

function sendingFiles({ config: { mediaRedirect }, db, media: store, clock }: AirDeps) {
  return { db, store, mediaRedirect, pump: createFilePump(clock), clock };
}

function startPressure({ clock, life }: AirDeps): Pressure {
  const delay = watchLoopDelay(clock);
  life.add(() => delay.stop());
  return createPressure({ clock, loopDelayMs: () => delay.currentMs(), random: Math.random });
}

function startDeliveries({ db, media, keys, clock }: AirDeps, jobs: Jobs): Deliveries {
  return createDeliveries({
    db,
    store: media,
    signer: keys.signer,
    kick: () => jobs.kick(),
    clock,
  });
}

/** Whoever previews does not wait for somebody's report. */
function startAskers(deps: AirDeps) {
  const { freezeMs } = deps.config;
  const outlooks = outlooksAside(startAsker(deps), freezeMs);
  return { freezeMs, asker: startAsker(deps), outlooks, todayAnswers: shareAnswers(deps.clock) };
}

function startAsker({ config: { paths }, clock, life }: AirDeps): Asker {
  const asker = createAsker({ databaseFile: paths.database, clock });
  life.add(() => asker.close());
  return asker;
}

function startTimetable(
  { config: { freezeMs, paths }, db, clock, log, life }: AirDeps,
  given: Pick<TimetableDeps, 'tree' | 'heads' | 'onHeadsMade' | 'signal'>,
): Timetable {
  const databaseFile = paths.database;
  const timetable = createTimetable({ ...given, db, databaseFile, freezeMs, clock, log });
  life.add(() => timetable.settled());
  return timetable;
}

async function startTerritory(
  { config: { zone }, db, access, clock, log }: AirDeps,
  timetable: Timetable,
): Promise<TerritoryService> {
  const territory = createTerritory({ db, access, timetable, zone, clock });
  // The day may have changed while nobody was there; everything is compiled at the start anyway.
  // What cannot be settled keeps nobody off the air: it is tried again every minute.
  await territory.turn().catch((err: unknown) => log.error({ err }, 'the day is not settled yet'));
  return territory;
}

function silenceRoutes(
  deps: BroadcastsDeps & Omit<StopsDeps, 'withdraw'> & { todayAnswers: SharedAnswers },
): BoundRoute[] {
  const broadcasts = createBroadcastsService(deps);
  const withdraw = (principal: Principal, id: string) =>
    withdrawLater({ db: deps.db, broadcasts }, principal, id);
  return stopRoutes({ ...deps, stops: createStops({ ...deps, withdraw }) });
}

function placeRoutes(deps: BroadcastsDeps): BoundRoute[] {
  const { db } = deps;
  const days = createDayEdits(deps);
  return broadcastRoutes({ db, broadcasts: createBroadcastsService(deps), days });
}

function startJobs(
  { config, db, media, redis, keys, live, clock, log, life }: AirDeps,
  { recipes, upkeep }: { recipes: ReturnType<typeof wantedRecipes>; upkeep: Upkeep },
): Jobs {
  const onUntaken = (source: string) => {
    media.remove(source).catch((err: unknown) => log.warn({ err }, 'a sound was not removed'));
  };
  const onReplaced = (recordingIds: readonly string[]) => upkeep.replaced(recordingIds);
  const jobs = createJobs({
    db,
    connection: redis,
    prefix: config.redis.queuePrefix,
    apply: {
      transcode: createApplyTranscode({ recipes, onReplaced, clock }),
      speak: createApplySpeak(clock),
      capture: createApplyCapture({ zone: config.zone, onUntaken, clock }),
      compare: applyCompare,
      push: createApplyPush({ signer: keys.signer, clock, random: Math.random }),
    },
    onProgress: (subject, fraction) => live.recordings.progress(sourceOf(subject), fraction),
    onApplied: (kind, subject) => {
      if (kind === 'transcode') live.recordings.sourceChanged(sourceOf(subject));
    },
    clock,
    log,
  });
  life.add(() => jobs.stop());
  return jobs;
}

interface Movers extends BesideAir, CareBeats {
  jobs: Jobs;
  timetable: Timetable;
  territory: TerritoryService;
  heads: Heads;
  deliveries: Deliveries;
  upkeep: Upkeep;
  onLockedOut: (endpointId: string) => void;
}

function startBeats({ config, db, media, keys, live, clock, log }: AirDeps, movers: Movers) {
  const { jobs, timetable, territory, heads, deliveries, upkeep, onLockedOut } = movers;
  const { pushAt, zone, freezeMs } = config;
  const relays = createRelayPlan({ db, clock });
  // What was saved just before the last end was perhaps not compiled.
  void timetable.changed('all');
  const work = clockWork({
    keepHorizon: () => keepHorizon({ db, timetable, clock, log }),
    turnTerritory: async () => {
      const stationIds = await territory.turn();
      if (stationIds.length > 0) await timetable.changed({ stationIds });
    },
    keepRelays: async () => {
      await relays.run();
      await settleRelays({ db, freezeMs, clock });
    },
    tellRelays: () => tellRelays({ db, timetable }),
    retryCompile: () => timetable.retry(),
    settleAsks: () => settleAsks({ db, clock }),
    keepHolidays: async () => {
      if (await keepHolidays({ db, zone, clock })) await timetable.changed('all');
    },
    noteReadiness: movers.noteReadiness,
    watchOutages: movers.watchOutages,
    keepHealth: movers.keepHealth,
    sumUpAir: movers.sumUpAir,
    eveningPush: () => eveningPush({ db, timetable, deliveries, pushAt, clock }),
    pushNew: () => deliveries.pushNew(),
    renewHeads: () => heads.renew(),
    renewOutrun: () => heads.renewOutrun(),
    tellKeys: createTellKeys(keys, heads),
    settleSilencing: () => settleSilencing({ db, clock, onLockedOut }),
    reconcile: () => jobs.reconcile(),
    kick: () => jobs.kick(),
    keepLibrary: async () => {
      const { changed, replaced } = await upkeep.run();
      jobs.kick();
      if (changed.length > 0) live.recordings.changed(changed);
      for (const recordingId of replaced) await timetable.changed({ recordingId });
    },
    finishUploads: () => movers.finishUploads(),
    continueSample: () => movers.continueSample(),
    sweep: async () => {
      await sweep({ db, media, clock });
      await movers.sweepUploads();
      await movers.sweepTakes();
    },
  });
  return startCron(work, log);
}
