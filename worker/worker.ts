import { laneNames, lanes, manyJobs } from '../contract/carriage.ts';
import { jobs, outcomeJobs, type JobKind } from '../contract/jobs.ts';
import { createMediaStore, takesFolder, type MediaStore } from '../media/store.ts';
import { createAddressGuard } from '../runtime/address-guard.ts';
import type { Clock } from '../runtime/clock.ts';
import { lifetime, type Lifetime, type RunningProcess } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/log.ts';
import { createOutbound } from '../runtime/outbound.ts';
import { createConsumer, createProducer, type Consumer } from '../runtime/queue.ts';
import { redisConnection } from '../runtime/redis.ts';
import { createCapture } from './capture.ts';
import { createCompare } from './compare.ts';
import type { WorkerConfig } from './config.ts';
import { reporting, type ReporterDeps } from './outcome-reporter.ts';
import type { Processor, ProcessorTable } from './processor.ts';
import { createPush, createPushOne, type PushOne } from './push.ts';
import { createPushMany } from './push-many.ts';
import { createSpeak } from './speak.ts';
import { createSpeechEngine } from './speech-engine.ts';
import { createTranscode } from './transcode.ts';

// Longer than any job may run: what is older in the temp folder is a killed worker's.
const tempLifeMs = 4 * 60 * 60_000;

/** Starts consuming every kind of job; stopping gives unfinished ones back. */
export async function startWorker(
  config: WorkerConfig,
  { clock, log }: { clock: Clock; log: Logger },
): Promise<RunningProcess> {
  const life = lifetime();
  const store = await createMediaStore(config.mediaFolder);
  const swept = await store.sweepTemp(tempLifeMs, clock);
  if (swept > 0) log.info({ swept }, 'removed files that a killed worker left');
  const outbound = createOutbound({ allow: config.outboundAllow });
  life.add(() => outbound.close());
  const pushOne = createPushOne({ outbound, clock });
  const processors: ProcessorTable = {
    transcode: createTranscode(store),
    speak: createSpeak(store, createSpeechEngine(config.speech, { store, outbound })),
    capture: createCapture({ store, isAllowed: createAddressGuard(config.outboundAllow), clock }),
    compare: createCompare(store, await createMediaStore(takesFolder(config.mediaFolder))),
    push: createPush(store, pushOne),
  };
  consumeAll(processors, config, { store, pushOne, clock, log, life });
  return { stop: () => life.dispose() };
}

function consumeAll(
  processors: ProcessorTable,
  { redis }: WorkerConfig,
  {
    store,
    pushOne: push,
    clock,
    log,
    life,
  }: { store: MediaStore; pushOne: PushOne; clock: Clock; log: Logger; life: Lifetime },
): void {
  const prefix = redis.queuePrefix;
  const connection = redisConnection(redis.url, (err) => log.warn({ err }, 'Redis is away'));
  life.add(() => connection.disconnect());
  const table = { ...outcomeJobs, ...manyJobs, push: jobs.push };
  const outcomes = createProducer(connection, prefix, table);
  // Closing waits for a Redis that is away; the connection is cut below anyway.
  life.add(() => void outcomes.close().catch(() => {}));
  const deps: ReporterDeps = { outcomes, clock };
  const consume = <K extends JobKind>(kind: K, processor: Processor<K>) => {
    const handle = reporting(kind, processor, deps);
    const definition = jobs[kind];
    return createConsumer({ connection, prefix, kind, definition, handle, clock, log });
  };
  const consumers: Record<JobKind, Consumer> = {
    transcode: consume('transcode', processors.transcode),
    speak: consume('speak', processors.speak),
    capture: consume('capture', processors.capture),
    compare: consume('compare', processors.compare),
    push: consume('push', processors.push),
  };
  const pushMany = createPushMany({ store, push, queue: outcomes, clock, random: Math.random });
  const carried = laneNames.map((kind) => {
    const definition = lanes[kind];
    return createConsumer({ connection, prefix, kind, definition, handle: pushMany, clock, log });
  });
  life.add(async () => {
    const all = [...Object.values(consumers), ...carried];
    await Promise.all(all.map((consumer) => consumer.stop()));
  });
}
