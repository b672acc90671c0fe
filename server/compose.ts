import { constants } from 'node:fs';
import * as files from 'node:fs/promises';
import type { Redis } from 'ioredis';
import { sql, type Kysely } from 'kysely';
import { createMediaStore } from '../media/store.ts';
import type { Clock } from '../runtime/clock.ts';
import { lifetime, type Lifetime } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/log.ts';
import { redisConnection } from '../runtime/redis.ts';
import { createAccess, type Access } from './access/access.ts';
import { createApp } from './app.ts';
import { createAccessReset } from './auth/access-reset.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { createPasswords } from './auth/passwords.ts';
import { createAuthService } from './auth/service.ts';
import { createSetUp, type SetUp } from './auth/set-up.ts';
import { createSignInThrottle } from './auth/sign-in-throttle.ts';
import { createTokens } from './auth/tokens.ts';
import { composeAir, type Air } from './compose-air.ts';
import { composeIntake } from './compose-intake.ts';
import { composeLive } from './compose-live.ts';
import type { ServerConfig } from './config.ts';
import { consoleFolder } from './http/console.ts';
import { listen } from './http/listen.ts';
import { createAnswerCount, type AnswerCount } from './http/answer-count.ts';
import { createMetrics } from './http/metrics.ts';
import type { UploadFigures } from './http/work-metrics.ts';
import type { Jobs } from './jobs/service.ts';
import { makeFirstKeys, type KeysPlace } from './keys/change-keys.ts';
import { openKeys } from './keys/open-keys.ts';
import { liveRoutes } from './live/routes.ts';
import { continueSample } from './sample/continue.ts';
import { sampleRoutes } from './sample/routes.ts';
import { allRoutes } from './routes.ts';
import { openStore } from './store/open-store.ts';
import type { Database } from './store/schema.ts';
import { shortOfHorizon } from './timetable/short-of-horizon.ts';

/** The server, up and answering. */
export interface RunningServer {
  port: number;
  /** Where people reach it. */
  url: string;
  /** One-time link for the first administrator; `null` once there is one. */
  setUpUrl: string | null;
  /** The private recovery key, at the very first start and never again: it is to be written down. */
  recoveryKey: string | null;
  stop(): Promise<void>;
}

interface Surroundings {
  clock: Clock;
  log: Logger;
}

/** Makes every part once, hands each what it needs, and starts them; undone in the opposite order. */
export async function startServer(
  config: ServerConfig,
  surroundings: Surroundings,
): Promise<RunningServer> {
  const life = lifetime();
  try {
    return await compose(config, surroundings, life);
  } catch (error) {
    await life.dispose();
    throw error;
  }
}

async function compose(
  config: ServerConfig,
  { clock, log }: Surroundings,
  life: Lifetime,
): Promise<RunningServer> {
  const store = await openStore(config.paths.database);
  life.add(() => store.close());
  const { db } = store;
  const media = await createMediaStore(config.paths.media);
  const redis = redisConnection(config.redis.url, (err) => log.warn({ err }, 'redis is away'));
  life.add(() => redis.disconnect());

  const access = createAccess({ db });
  const people = composeSignIn({ db, access, clock });
  const { authenticate, setUp } = people;
  const { keys, recoveryKey } = await firstOrOpenKeys({ db, file: config.paths.signingKey, clock });
  const live = composeLive({ db, access, clock, log });
  const base = { config, db, access, media, clock, log };
  const answers = createAnswerCount();
  const air = await composeAir({ ...base, redis, keys, life, live, answers });
  const { jobs, timetable, territory, turnedAway } = air;
  const kick = () => jobs.kick();
  const progressOf = (subject: string) => jobs.progressOf(subject);
  const changing = { kick, progressOf, recordingsChanged: live.recordings.changed };
  const intake = await composeIntake({ ...base, ...changing, authenticate });

  const isHttps = config.url?.startsWith('https:') ?? false;
  const { zone, uploadLimitBytes, freezeMs, trustProxy, checkAnswers } = config;
  const { figures: uploads } = intake;
  const metrics = startMetrics({ db, answers, jobs, uploads, turnedAway, clock, life });
  const { requireRoom } = intake;
  const shared = { db, access, media, timetable, territory, ...people, clock, freezeMs };
  const parts = { ...shared, ...changing, requireRoom, isHttps, zone, uploadLimitBytes };
  const { endpoints, broadcasting, onLockedOut } = air;
  const placing = { endpoints, broadcasting, onLockedOut };
  const sample = { ...parts, ...placing, speech: config.speech };
  const placed = [...allRoutes(parts), ...sampleRoutes(sample), ...air.routes, ...intake.routes];
  const app = createApp({
    routes: [...placed, ...liveRoutes({ hub: live.hub, authenticate })],
    routers: intake.routers,
    authenticate,
    readyChecks: readyChecks(config, { db, redis }),
    metrics,
    consoleFolder: consoleFolder(),
    ...{ trustProxy, isHttps, checkAnswers, clock, log },
  });

  const listener = await listen(
    (request, response) => {
      air.door(request, response, () => void app(request, response));
    },
    config.port,
    clock,
  );
  life.add(() => listener.stop());
  life.add(() => live.hub.close());
  const goOn = { finishUploads: intake.finishWhole, sweepUploads: intake.sweep };
  air.start({ ...goOn, continueSample: () => continueSample(sample) });
  void intake.finishWhole().catch((err: unknown) => log.warn({ err }, 'uploads wait'));
  const url = config.url ?? `http://localhost:${listener.port}`;
  const setUpUrl = await setUpLink(setUp, url);
  return { port: listener.port, url, setUpUrl, recoveryKey, stop: () => life.dispose() };
}

async function setUpLink(setUp: SetUp, url: string): Promise<string | null> {
  const token = await setUp.prepare();
  return token === null ? null : `${url}/set-up#token=${token}`;
}

async function firstOrOpenKeys(place: KeysPlace) {
  const recoveryKey = await makeFirstKeys(place);
  return { recoveryKey, keys: await openKeys(place) };
}

function readyChecks(
  { paths }: ServerConfig,
  { db, redis }: { db: Kysely<Database>; redis: Redis },
) {
  return {
    database: () => sql`select 1`.execute(db),
    redis: () => redis.ping(),
    media: () => files.access(paths.media, constants.W_OK),
  };
}

function startMetrics(deps: {
  db: Kysely<Database>;
  answers: AnswerCount;
  jobs: Jobs;
  uploads: () => Promise<UploadFigures>;
  turnedAway: Air['turnedAway'];
  clock: Clock;
  life: Lifetime;
}) {
  const { db, answers, jobs, uploads, turnedAway, clock, life } = deps;
  const metrics = createMetrics({
    answers,
    jobs: () => jobs.figures(),
    uploads,
    turnedAway,
    shortOfHorizon: async () => (await shortOfHorizon(db, clock.now())).length,
  });
  life.add(() => metrics.stop());
  return metrics;
}

function composeSignIn(deps: { db: Kysely<Database>; access: Access; clock: Clock }) {
  const { db, clock } = deps;
  const passwords = createPasswords();
  const auth = createAuthService({ db, clock, passwords, throttle: createSignInThrottle(clock) });
  const tokens = createTokens({ db, clock });
  const authenticate = createAuthenticate({ auth, tokens });
  const setUp = createSetUp({ ...deps, passwords });
  const reset = createAccessReset({ db, passwords, clock });
  return { passwords, auth, tokens, authenticate, setUp, reset };
}
