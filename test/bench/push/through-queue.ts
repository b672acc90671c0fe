import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { Queue } from 'bullmq';
import { jobs as jobTable } from '../../../contract/jobs.ts';
import { createMediaStore } from '../../../media/store.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { generateSigningKey, loadSigner } from '../../../runtime/crypto.ts';
import type { Lifetime } from '../../../runtime/lifecycle.ts';
import { createLogger } from '../../../runtime/log.ts';
import { startRedisChild } from '../../../runtime/redis-child.ts';
import { redisConnection } from '../../../runtime/redis.ts';
import { createApplyPush } from '../../../server/deliveries/apply-push.ts';
import { createDeliveries } from '../../../server/deliveries/service.ts';
import { createJobs } from '../../../server/jobs/service.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { receivedBy } from './ask-receivers.ts';
import { seedReceivers } from './seed-receivers.ts';
import { untilTrue } from './until-true.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface ThroughQueue {
  folder: string;
  count: number;
  port: number;
  receivers: ChildProcess;
  clock: Clock;
  say: (line: string) => void;
}

/** Pushes a new head to every receiver by the server's own parts and a real worker process. */
export async function pushThroughQueue(life: Lifetime, given: ThroughQueue) {
  const { folder, count, port, receivers, clock, say } = given;
  const log = createLogger({ name: 'bench', level: 'error' });
  const redis = await startRedisChild({ dataFolder: folder, clock, log });
  life.add(() => redis.stop());
  const store = await openStore(join(folder, 'loa.sqlite'));
  life.add(() => store.close());
  const { db } = store;
  const signer = loadSigner(generateSigningKey().privatePem);
  await seedReceivers(db, { count, port, signer, clock });
  const connection = redisConnection(redis.url);
  life.add(() => connection.disconnect());
  const none = async () => {};
  const push = createApplyPush({ signer, clock, random: Math.random });
  const jobs = createJobs({
    ...{ db, connection, prefix: 'loa', clock, log },
    apply: { transcode: none, speak: none, capture: none, compare: none, push },
    onProgress: () => {},
    onApplied: () => {},
  });
  life.add(() => jobs.stop());
  await startWorker(life, folder, redis.url);
  const bulk = new Queue('push-bulk', { connection, prefix: 'loa' });
  life.add(() => bulk.close());
  await untilTrue(async () => (await bulk.getWorkersCount()) > 0, 'the worker takes jobs');
  const media = await createMediaStore(join(folder, 'media'));
  const kick = () => jobs.kick();
  const deliveries = createDeliveries({ db, store: media, signer, kick, clock });
  say(`push: ${count} receivers stand ready`);
  const countOf = async (state: 'delivered') => {
    const { found } = await db
      .selectFrom('delivery')
      .select((eb) => eb.fn.countAll<number>().as('found'))
      .where('state', '=', state)
      .executeTakeFirstOrThrow();
    return found;
  };
  const began = clock.monotonic();
  const ordering = deliveries.pushNew();
  const firstTries = untilTrue(
    async () => (await countOf('delivered')) >= Math.floor(count * 0.99),
    'the first tries',
  ).then(() => clock.monotonic() - began);
  await ordering;
  const firstMs = await firstTries;
  await untilTrue(async () => (await countOf('delivered')) >= count, 'all are delivered');
  const tookMs = clock.monotonic() - began;
  const work = await db.selectFrom('work').select('payload').where('kind', '=', 'push').execute();
  const requests = work.map(({ payload }) => {
    const parsed = jobTable.push.payload.parse(JSON.parse(payload));
    const { file = parsed.body, fromByte = 0, bytes = 0 } = parsed.pack ?? {};
    return {
      ...{ url: parsed.url, signature: parsed.signature },
      file: media.path(file),
      fromByte,
      bytes,
    };
  });
  return {
    requests,
    delivered: await countOf('delivered'),
    received: await receivedBy(receivers, signer.publicKey),
    perSecond: (count / tookMs) * 1000,
    firstTryPerSecond: ((count * 0.99) / firstMs) * 1000,
  };
}

async function startWorker(life: Lifetime, folder: string, redisUrl: string): Promise<void> {
  const child = spawn(process.execPath, ['dist/cli/main.js', 'worker'], {
    cwd: root,
    env: {
      ...process.env,
      ...{ LOA_DATA: folder, REDIS_URL: redisUrl, LOA_LOG_LEVEL: 'error' },
      LOA_OUTBOUND_ALLOW: '127.0.0.0/8',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  life.add(async () => {
    child.kill('SIGTERM');
    await exit;
  });
  await once(child, 'spawn');
}
