import type { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../runtime/clock.ts';
import { AppError } from '../../../runtime/error.ts';
import type { JobContext } from '../../../runtime/job.ts';
import { createLogger } from '../../../runtime/log.ts';
import { createConsumer, createProducer } from '../../../runtime/queue.ts';
import { testRedis } from '../../support/test-redis.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const prefix = 'test';
const table = {
  work: {
    payload: z.object({ n: z.int() }),
    attempts: 3,
    backoff: { baseMs: 10, capMs: 20 },
    timeoutMs: 5_000,
    concurrency: 2,
  },
};
type Handler = (payload: { n: number }, context: JobContext) => Promise<void>;

async function setUp(definition = table.work) {
  const redis = await testRedis();
  const connection = redis.connect();
  const producer = createProducer(connection, prefix, table);
  onTestFinished(() => producer.close());
  const consume = (handle: Handler) => {
    const options = { connection, prefix, kind: 'work', definition, handle, log };
    const consumer = createConsumer({ ...options, clock: systemClock() });
    onTestFinished(() => consumer.stop());
    return consumer;
  };
  const add = (n: number, generation = 1) =>
    producer.add({ kind: 'work', workId: 's', generation, payload: { n } });
  return { ...redis, connection, producer, consume, add };
}

async function leftInRedis(connection: Redis): Promise<string[]> {
  return connection.keys(`${prefix}:work:work-*`);
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await systemClock().sleep(10);
}

describe('queue', () => {
  it('hands over payload and context and forgets a job that is done', async () => {
    const { add, consume, connection } = await setUp();
    const seen: unknown[] = [];
    consume(async (payload, { workId, generation, attempt }) => {
      seen.push({ payload, workId, generation, attempt });
    });
    await add(7, 3);
    await until(() => seen.length > 0);
    expect(seen).toEqual([{ payload: { n: 7 }, workId: 's', generation: 3, attempt: 1 }]);
    await until(async () => (await leftInRedis(connection)).length === 0);
  });

  it('queues one name once and tells what it holds', async () => {
    const { add, producer, connection } = await setUp();
    await add(1);
    await add(2);
    await add(3, 2);
    expect(await leftInRedis(connection)).toHaveLength(2);
    const name = { kind: 'work', workId: 's', generation: 1 } as const;
    expect(await producer.find(name)).toEqual({ state: 'waiting', progress: 0 });
    expect(await producer.find({ ...name, generation: 9 })).toBeUndefined();
  });

  it('shows the progress of a job at work', async () => {
    const { add, consume, producer } = await setUp();
    let finish = () => {};
    consume((_, { progress }) => {
      progress(0.5);
      return new Promise((resolve) => (finish = resolve));
    });
    await add(1);
    const name = { kind: 'work', workId: 's', generation: 1 } as const;
    await until(async () => (await producer.find(name))?.progress === 0.5);
    expect(await producer.find(name)).toMatchObject({ state: 'active' });
    finish();
  });

  it('tries again after a failure, and says which attempt is the last', async () => {
    const { add, consume, connection } = await setUp();
    const seen: unknown[] = [];
    consume(async (_, { attempt, lastAttempt, isFinal }) => {
      const error = new AppError('outbound_failed', 'away');
      seen.push([attempt, lastAttempt, isFinal(error)]);
      throw error;
    });
    await add(1);
    await until(() => seen.length === 3);
    expect(seen).toEqual([
      [1, false, false],
      [2, false, false],
      [3, true, true],
    ]);
    await until(async () => (await leftInRedis(connection)).length === 0);
  });

  it('does not try again what no retry cures', async () => {
    const { add, consume, connection } = await setUp();
    const seen: boolean[] = [];
    consume(async (_, { isFinal }) => {
      const error = new AppError('object_not_found', 'gone');
      seen.push(isFinal(error));
      throw error;
    });
    await add(1);
    await until(async () => seen.length > 0 && (await leftInRedis(connection)).length === 0);
    expect(seen).toEqual([true]);
  });

  it('aborts a job at its time limit and waits for its end', async () => {
    const { add, consume } = await setUp({ ...table.work, timeoutMs: 50, attempts: 2 });
    const reasons: unknown[] = [];
    consume(async (_, { signal, isFinal }) => {
      const error: unknown = await systemClock()
        .sleep(60_000, signal)
        .catch((reason: unknown) => reason);
      reasons.push([error instanceof AppError && error.code, isFinal(error)]);
      throw error;
    });
    await add(1);
    await until(() => reasons.length === 2);
    expect(reasons).toEqual([
      ['time_limit', false],
      ['time_limit', true],
    ]);
  });

  it('refuses a malformed payload without calling the handler', async () => {
    const { consume, producer, connection } = await setUp();
    let calls = 0;
    consume(async () => {
      calls += 1;
    });
    const payload = { n: 'seven' } as unknown as { n: number };
    await producer.addMany([{ kind: 'work', workId: 'bad', generation: 1, payload }]);
    await until(async () => (await leftInRedis(connection)).length === 0);
    expect(calls).toBe(0);
  });

  it('gives a running job back when it stops, without counting the attempt', async () => {
    const { add, consume, producer } = await setUp();
    let started = false;
    const first = consume(async (_, { signal }) => {
      started = true;
      await systemClock().sleep(60_000, signal);
    });
    await add(1);
    await until(() => started);
    await first.stop();
    const name = { kind: 'work', workId: 's', generation: 1 } as const;
    expect(await producer.find(name)).toMatchObject({ state: 'waiting' });
    const attempts: number[] = [];
    consume(async (_, { attempt }) => void attempts.push(attempt));
    await until(() => attempts.length > 0);
    expect(attempts).toEqual([1]);
  });

  it('goes on when Redis was killed and came back with its data', async () => {
    const { add, consume, restart } = await setUp();
    const seen: number[] = [];
    consume(async ({ n }) => void seen.push(n));
    await add(1, 1);
    await until(() => seen.includes(1));
    await restart();
    await add(2, 2);
    await until(() => seen.includes(2));
  });

  it('gives up on a Redis that is away when the producer has a limit', async () => {
    const { connection, child } = await setUp();
    const hurried = createProducer(connection, prefix, table, { limitMs: 100 });
    await hurried.find({ kind: 'work', workId: 's', generation: 1 });
    process.kill(child.pid, 'SIGSTOP');
    onTestFinished(() => void process.kill(child.pid, 'SIGCONT'));
    const late = hurried.add({ kind: 'work', workId: 's', generation: 1, payload: { n: 1 } });
    await expect(late).rejects.toMatchObject({ code: 'time_limit' });
  });
});
