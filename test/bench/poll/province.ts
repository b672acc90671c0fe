import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api } from '../../../contract/api.ts';
import { systemClock } from '../../../runtime/clock.ts';
import type { Lifetime } from '../../../runtime/lifecycle.ts';
import { createLogger } from '../../../runtime/log.ts';
import { startRedisChild } from '../../../runtime/redis-child.ts';
import { createPerson, type Person } from '../../support/person.ts';
import { seed, type Poller, type Size } from './seed.ts';
import { startServerProcess } from './server-process.ts';

/** A real server over a seeded province. */
export interface Province {
  port: number;
  pid: number;
  /** What its server was started with. */
  env: Record<string, string>;
  dataFolder: string;
  operator: Person;
  rootId: string;
  pollers: Poller[];
}

export interface ProvinceOptions {
  say: (line: string) => void;
  env?: Record<string, string>;
  /** Called when the database is seeded and no server runs. */
  prepare?: (dataFolder: string) => Promise<void>;
}

const clock = systemClock();
const password = 'một mật khẩu đủ dài';
/** With what its operator signs in at the console. */
export const operatorSignIn = ['van.hanh', password] as const;
const askedAtOnce = 50;

/** Seeds a province and starts its server; both end with `life`. */
export async function startProvince(
  life: Lifetime,
  size: Size,
  { say, env: given = {}, prepare }: ProvinceOptions,
): Promise<Province> {
  const folder = await mkdtemp(join(tmpdir(), 'loa-bench-'));
  life.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const log = createLogger({ name: 'bench', level: 'error' });
  const redis = await startRedisChild({ dataFolder: folder, clock, log });
  life.add(() => redis.stop());
  const inZone = size.zone === undefined ? {} : { LOA_ZONE: size.zone };
  const env = { LOA_DATA: folder, REDIS_URL: redis.url, ...inZone, ...given };
  const first = await startServerProcess(env);
  const { rootId, userId } = await makePeople(first.origin, first.setUpUrl ?? '');
  await first.stop();
  const pollers = await seed(join(folder, 'loa.sqlite'), size, { rootId, userId, clock });
  await prepare?.(folder);
  say(`${pollers.length} endpoints; the server compiles`);
  const { origin, port, pid, stop } = await startServerProcess(env);
  life.add(stop);
  const operator = createPerson(() => origin);
  await operator.signIn('van.hanh', password);
  return { port, pid, env, dataFolder: folder, operator, rootId, pollers };
}

async function makePeople(origin: string, setUpUrl: string) {
  const administrator: Person = createPerson(() => origin);
  const token = /token=([\w-]+)/.exec(setUpUrl)?.[1] ?? '';
  const area = { code: '37', name: 'Tỉnh', kind: 'tỉnh' };
  await administrator.call(api.auth.setUp, {
    body: { token, login: 'quan.tri', name: 'Quản trị', password, area },
  });
  const { grants } = await administrator.signIn('quan.tri', password);
  const rootId = grants[0]?.areaId ?? '';
  await administrator.call(api.users.create, {
    body: {
      ...{ login: 'phe.duyet', name: 'Phê duyệt', password },
      grants: [{ role: 'approver', areaId: rootId }],
    },
  });
  const { id: userId } = await administrator.call(api.users.create, {
    body: {
      ...{ login: 'van.hanh', name: 'Vận hành', password },
      grants: [{ role: 'operator', areaId: rootId }],
    },
  });
  return { rootId, userId };
}

/** The ETag of a head, as soon as it is compiled. */
export async function headOf(port: number, authorization: string): Promise<string> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/station/v1/head`, {
      headers: { authorization },
    });
    await response.arrayBuffer();
    if (response.ok) return response.headers.get('etag') ?? '';
    await clock.sleep(50);
  }
}

/** The ETag of each endpoint's head, when all are compiled. */
export async function everyHead(port: number, pollers: readonly Poller[]): Promise<string[]> {
  const etags: string[] = [];
  for (let at = 0; at < pollers.length; at += askedAtOnce) {
    const some = pollers.slice(at, at + askedAtOnce);
    etags.push(
      ...(await Promise.all(some.map(({ id, secret }) => headOf(port, `Loa ${id}:${secret}`)))),
    );
  }
  return etags;
}
