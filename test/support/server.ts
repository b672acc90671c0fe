import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { authRoutes } from '../../contract/http/auth.ts';
import { userRoutes } from '../../contract/http/users.ts';
import type { Grant } from '../../core/access/roles.ts';
import type { Role } from '../../core/access/roles.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { lifetime } from '../../runtime/lifecycle.ts';
import { createLogger, type Logger } from '../../runtime/log.ts';
import { startRedisChild, type RedisChild } from '../../runtime/redis-child.ts';
import { startServer, type RunningServer } from '../../server/compose.ts';
import { readServerConfig, type ServerConfig } from '../../server/config.ts';
import type { SpeechConfig } from '../../worker/config.ts';
import { startWorker } from '../../worker/worker.ts';
import { afterTest } from './after-test.ts';
import { createPerson, type Person } from './person.ts';

/** What a test may have otherwise than usual. */
export interface TestServerOptions {
  config?: Partial<ServerConfig>;
  clock?: Clock;
  /** Silent when left out. */
  log?: Logger;
  /** With a real worker that checks and transcodes. */
  worker?: boolean;
  /** What the worker speaks with; espeak-ng when left out. */
  speech?: SpeechConfig;
}

/** A real server on a free port, with data folder and Redis of its own. */
export interface TestServer {
  /** Without a slash at the end. */
  origin: string;
  dataFolder: string;
  config: ServerConfig;
  redis: RedisChild;
  /** The one-time link of the newest start. */
  setUpUrl: string | null;
  /** The private recovery key, of the first start. */
  recoveryKey: string | null;
  /** The root of the tree, made by {@link TestServer.administrator} on first use. */
  rootId(): Promise<string>;
  /** The first administrator, signed in; makes the root area on first use. */
  administrator(): Promise<Person>;
  /** A new person with one role in an area (the root when left out), signed in. */
  as(role: Role, areaId?: string): Promise<Person>;
  /** Somebody with a role at the root, the same each time: for what a test only needs to be there. */
  some(role: Role): Promise<Person>;
  /** A new person with these grants, signed in. */
  person(grants: Grant[]): Promise<Person>;
  /** Somebody who is not signed in. */
  stranger(): Person;
  /** Stops the server and starts it on the same data, on a new port; meanwhile something may happen to them. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export const testPassword = 'bốn con mèo mướp';
const weekMs = 7 * 24 * 3600_000;

/** Starts a server; the caller stops it. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const life = lifetime();
  const clock = options.clock ?? systemClock();
  const log = options.log ?? createLogger({ name: 'test', level: 'silent' });
  const dataFolder = await mkdtemp(join(tmpdir(), 'loa-server-'));
  life.add(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  const redis = await startRedisChild({ dataFolder, clock: systemClock(), log });
  life.add(() => redis.stop());
  const env = {
    ...{ LOA_DATA: dataFolder, LOA_PORT: '0', REDIS_URL: redis.url, NODE_ENV: 'test' },
    // Tests put what airs soon into air that is frozen elsewhere.
    LOA_FREEZE_SECONDS: '15',
  };
  // The other encodings cost time that most tests have no use for.
  const profiles = ['mp3-48k' as const];
  const config = { ...readServerConfig(env), profiles, ...options.config };
  if (options.worker) {
    const { paths, outboundAllow, logLevel } = config;
    const worker = await startWorker(
      {
        mediaFolder: paths.media,
        outboundAllow: [...outboundAllow],
        redis: config.redis,
        logLevel,
        speech: options.speech ?? { engine: 'espeak-ng' },
      },
      { clock: systemClock(), log },
    );
    life.add(() => worker.stop());
  }
  let running: RunningServer = await startServer(config, { clock, log });
  life.add(() => running.stop());
  let first: Promise<Person> | undefined;
  let people = 0;
  const byRole = new Map<Role, Promise<Person>>();
  const server: TestServer = {
    get origin() {
      return `http://127.0.0.1:${running.port}`;
    },
    get setUpUrl() {
      return running.setUpUrl;
    },
    recoveryKey: running.recoveryKey,
    dataFolder,
    config,
    redis,
    rootId: async () => (await server.administrator()).me.grants[0]?.areaId ?? '',
    administrator: () => (first ??= setUp(server)),
    as: async (role, areaId) =>
      server.person([{ role, areaId: areaId ?? (await server.rootId()) }]),
    some: (role) => {
      const known = byRole.get(role) ?? server.as(role);
      byRole.set(role, known);
      return known;
    },
    person: async (grants) => {
      people += 1;
      const login = `nguoi.${people}`;
      const administrator = await server.administrator();
      // An inspector comes for a time.
      const endsAt = clock.now() + weekMs;
      const dated = grants.map((grant) =>
        grant.role === 'inspector' ? { ...grant, endsAt } : grant,
      );
      await administrator.call(userRoutes.create, {
        body: { login, name: `Người thứ ${people}`, password: testPassword, grants: dated },
      });
      const person = server.stranger();
      await person.signIn(login, testPassword);
      return person;
    },
    stranger: () => createPerson(() => server.origin),
    restart: async (meanwhile) => {
      await running.stop();
      await meanwhile?.();
      running = await startServer(config, { clock, log });
    },
    stop: () => life.dispose(),
  };
  return server;
}

/** A server that ends with the running test. */
export async function testServer(options?: TestServerOptions): Promise<TestServer> {
  const server = await startTestServer(options);
  afterTest(() => server.stop());
  return server;
}

/** A server for all tests of a file: call it at the top, and the result in the tests. */
export function useTestServer(options?: TestServerOptions): () => TestServer {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startTestServer(options);
  });
  afterAll(() => server?.stop());
  return () => {
    if (!server) throw new Error('the server is not there yet');
    return server;
  };
}

async function setUp(server: TestServer): Promise<Person> {
  const token = /token=([\w-]+)/.exec(server.setUpUrl ?? '')?.[1] ?? '';
  const person = server.stranger();
  await person.call(authRoutes.setUp, {
    body: {
      token,
      login: 'quan.tri',
      name: 'Trần Thị Quản',
      password: testPassword,
      area: { code: '37', name: 'Tỉnh Ninh Bình', kind: 'tỉnh' },
    },
  });
  await person.signIn('quan.tri', testPassword);
  return person;
}
