import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { jobs, outcomeJobs, outcomeQueue, type Outcome } from '../../../contract/jobs.ts';
import { createMediaStore } from '../../../media/store.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import { createLogger } from '../../../runtime/log.ts';
import { createConsumer, createProducer } from '../../../runtime/queue.ts';
import { startRedisChild } from '../../../runtime/redis-child.ts';
import { redisConnection } from '../../../runtime/redis.ts';
import { startWorker } from '../../../worker/worker.ts';
import type { Bulletin } from './bulletins.ts';

const clock = systemClock();
const log = createLogger({ name: 'bench', level: 'error' });
const prefix = 'bench';

/** Sends bulletins through a real queue and worker; seconds from the first job to the last outcome. */
export async function runThroughQueue(
  dataFolder: string,
  bulletins: readonly Bulletin[],
): Promise<{ seconds: number; renditions: string[] }> {
  const mediaFolder = join(dataFolder, 'media');
  const store = await createMediaStore(mediaFolder);
  const sources: string[] = [];
  for (const { path } of bulletins) {
    sources.push((await store.put(createReadStream(path), { limitBytes: 1e10 })).sha256);
  }
  const life = lifetime();
  try {
    const redis = await startRedisChild({ dataFolder, clock, log });
    life.add(() => redis.stop());
    const connection = redisConnection(redis.url);
    life.add(() => connection.disconnect());
    const outcomes = takeOutcomes(connection, bulletins.length);
    life.add(() => outcomes.stop());
    const config = { mediaFolder, outboundAllow: [], logLevel: 'error' } as const;
    const worker = await startWorker(
      { ...config, redis: { url: redis.url, queuePrefix: prefix } },
      { clock, log },
    );
    life.add(() => worker.stop());
    const producer = createProducer(connection, prefix, jobs);
    life.add(() => producer.close());
    const start = performance.now();
    await producer.addMany(sources.map((source, index) => toJob(source, index)));
    const results = await outcomes.all;
    const seconds = (performance.now() - start) / 1_000;
    return { seconds, renditions: results.map((outcome) => store.path(renditionOf(outcome))) };
  } finally {
    await life.dispose();
  }
}

function toJob(source: string, index: number) {
  const payload = { source, profile: 'mp3-48k' as const, limitMs: 3_600_000 };
  return { kind: 'transcode' as const, workId: `w${index}`, generation: 1, payload };
}

function takeOutcomes(connection: ReturnType<typeof redisConnection>, count: number) {
  const taken: Outcome[] = [];
  let finish: (outcomes: Outcome[]) => void = () => {};
  const all = new Promise<Outcome[]>((resolve) => {
    finish = resolve;
  });
  const consumer = createConsumer({
    connection,
    prefix,
    kind: outcomeQueue,
    definition: outcomeJobs[outcomeQueue],
    handle: (outcome) => {
      if (taken.push(outcome) === count) finish(taken);
      return Promise.resolve();
    },
    clock,
    log,
  });
  return { all, stop: () => consumer.stop() };
}

function renditionOf({ workId, result }: Outcome): string {
  if (!result.ok) throw new Error(`${workId} failed: ${result.code}: ${result.detail}`);
  return jobs.transcode.result.parse(result.value).rendition;
}
