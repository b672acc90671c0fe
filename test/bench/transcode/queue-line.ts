import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { jobs, outcomeJobs, outcomeQueue, type Outcome } from '../../../contract/jobs.ts';
import { createMediaStore, type MediaStore } from '../../../media/store.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { newId } from '../../../runtime/id.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import { createLogger } from '../../../runtime/log.ts';
import { createConsumer, createProducer } from '../../../runtime/queue.ts';
import { startRedisChild } from '../../../runtime/redis-child.ts';
import { redisConnection } from '../../../runtime/redis.ts';
import { startWorker } from '../../../worker/worker.ts';
import type { Bulletin } from './bulletins.ts';

/** A real queue with a real worker at its end. */
export interface QueueLine {
  /** Sends bulletins through; seconds from the first job to the last outcome. */
  run(bulletins: readonly Bulletin[]): Promise<{ seconds: number; renditions: string[] }>;
  stop(): Promise<void>;
}

const clock = systemClock();
const log = createLogger({ name: 'bench', level: 'error' });
const prefix = 'bench';

/** Starts Redis, a worker and a taker of its outcomes on a data folder. */
export async function startQueueLine(dataFolder: string): Promise<QueueLine> {
  const life = lifetime();
  const mediaFolder = join(dataFolder, 'media');
  const store = await createMediaStore(mediaFolder);
  const redis = await startRedisChild({ dataFolder, clock, log });
  life.add(() => redis.stop());
  const connection = redisConnection(redis.url);
  life.add(() => connection.disconnect());
  const taken = new Map<string, (outcome: Outcome) => void>();
  const consumer = createConsumer({
    connection,
    prefix,
    kind: outcomeQueue,
    definition: outcomeJobs[outcomeQueue],
    handle: (outcome) => Promise.resolve(taken.get(outcome.workId)?.(outcome)),
    clock,
    log,
  });
  life.add(() => consumer.stop());
  const speech = { engine: 'espeak-ng' } as const;
  const config = { mediaFolder, outboundAllow: [], logLevel: 'error', speech } as const;
  const redisConfig = { url: redis.url, queuePrefix: prefix };
  const worker = await startWorker({ ...config, redis: redisConfig }, { clock, log });
  life.add(() => worker.stop());
  const producer = createProducer(connection, prefix, jobs);
  life.add(() => producer.close());
  return {
    run: async (bulletins) => {
      const requests = (await upload(store, bulletins)).map(toJob);
      const done = requests.map(
        ({ workId }) => new Promise<Outcome>((resolve) => taken.set(workId, resolve)),
      );
      const start = performance.now();
      await producer.addMany(requests);
      const outcomes = await Promise.all(done);
      const seconds = (performance.now() - start) / 1_000;
      return { seconds, renditions: outcomes.map((outcome) => store.path(renditionOf(outcome))) };
    },
    stop: () => life.dispose(),
  };
}

async function upload(store: MediaStore, bulletins: readonly Bulletin[]): Promise<string[]> {
  const names: string[] = [];
  for (const { path } of bulletins) {
    names.push((await store.put(createReadStream(path), { limitBytes: 1e10 })).sha256);
  }
  return names;
}

function toJob(source: string) {
  const payload = {
    source,
    cut: null,
    profile: 'mp3-48k' as const,
    limitMs: 3_600_000,
    isAnalysisWanted: true,
  };
  return { kind: 'transcode' as const, workId: newId(clock), generation: 1, payload };
}

function renditionOf({ workId, result }: Outcome): string {
  if (!result.ok) throw new Error(`${workId} failed: ${result.code}: ${result.detail}`);
  return jobs.transcode.result.parse(result.value).rendition;
}
