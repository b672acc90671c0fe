import { join } from 'node:path';
import { afterTest } from './after-test.ts';
import { jobs, outcomeJobs, outcomeQueue, type Outcome } from '../../contract/jobs.ts';
import { createMediaStore } from '../../media/store.ts';
import { systemClock } from '../../runtime/clock.ts';
import { createLogger } from '../../runtime/log.ts';
import { createConsumer, createProducer } from '../../runtime/queue.ts';
import type { SpeechConfig } from '../../worker/config.ts';
import { startWorker } from '../../worker/worker.ts';
import { testRedis } from './test-redis.ts';

/** Everything around a worker, real: Redis, media store, and a taker of its outcomes. */
export async function testWorker({
  withoutWorker = false,
  speech = { engine: 'espeak-ng' },
  outboundAllow = ['127.0.0.0/8'],
}: { withoutWorker?: boolean; speech?: SpeechConfig; outboundAllow?: string[] } = {}) {
  const clock = systemClock();
  const log = createLogger({ name: 'test', level: 'silent' });
  const { child, dataFolder, connect, restart } = await testRedis();
  const store = await createMediaStore(join(dataFolder, 'media'));
  const connection = connect();
  const prefix = 'loa';
  const producer = createProducer(connection, prefix, jobs);
  afterTest(() => producer.close());
  const outcomes: Outcome[] = [];
  const consumer = createConsumer({
    connection,
    prefix,
    kind: outcomeQueue,
    definition: outcomeJobs[outcomeQueue],
    handle: async (outcome) => void outcomes.push(outcome),
    clock,
    log,
  });
  afterTest(() => consumer.stop());
  const start = async () => {
    const redis = { url: child.url, queuePrefix: prefix };
    const config = { mediaFolder: join(dataFolder, 'media'), outboundAllow, redis, speech };
    const worker = await startWorker({ ...config, logLevel: 'silent' }, { clock, log });
    afterTest(() => worker.stop());
    return worker;
  };
  if (!withoutWorker) await start();
  const outcomeOf = async (workId: string) => {
    for (;;) {
      const found = outcomes.find((outcome) => outcome.workId === workId);
      if (found) return found;
      await clock.sleep(20);
    }
  };
  return {
    url: child.url,
    dataFolder,
    connection,
    prefix,
    store,
    producer,
    outcomes,
    outcomeOf,
    start,
    restartRedis: restart,
  };
}
