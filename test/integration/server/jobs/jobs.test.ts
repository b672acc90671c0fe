import type { Redis } from 'ioredis';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jobs as jobSpecs, outcomeQueue, type JobPayload } from '../../../../contract/jobs.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import type { JobContext } from '../../../../runtime/job.ts';
import { createLogger } from '../../../../runtime/log.ts';
import { createConsumer } from '../../../../runtime/queue.ts';
import { startRedisChild } from '../../../../runtime/redis-child.ts';
import type { Finished } from '../../../../server/jobs/apply.ts';
import { createServerQueue } from '../../../../server/jobs/queue.ts';
import { createJobs, type Jobs } from '../../../../server/jobs/service.ts';
import { dropWork, ensureWork } from '../../../../server/jobs/work.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { testRedis } from '../../../support/test-redis.ts';

const clock = systemClock();
const log = createLogger({ name: 'test', level: 'silent' });
const prefix = 'test';
const hash = (letter: string) => letter.repeat(43);
const payload: JobPayload<'transcode'> = {
  source: hash('a'),
  cut: null,
  profile: 'mp3-48k',
  limitMs: 60_000,
  isAnalysisWanted: false,
};
const value = {
  rendition: hash('b'),
  recipe: 'a',
  bytes: 1,
  durationMs: 2,
  centiLufs: -1600,
  centiDbtp: -150,
  peaks: '',
  isOnTarget: true,
  analysis: null,
  sourcePeaks: null,
};

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const limit = clock.monotonic() + 20_000;
  while (!(await what())) {
    if (clock.monotonic() > limit) throw new Error(`not in time: ${what.toString()}`);
    await clock.sleep(20);
  }
}

async function setUp() {
  const redis = await testRedis();
  const store = await openStore(join(await tempFolder(), 'loa.sqlite'));
  onTestFinished(() => store.close());
  const { db } = store;
  const applied: Finished<'transcode'>[] = [];
  const told: string[] = [];
  const steps: number[] = [];
  const start = (connection: Redis): Jobs => {
    const apply = {
      transcode: async (_: unknown, finished: Finished<'transcode'>) => {
        applied.push(finished);
      },
      speak: async () => {},
      capture: async () => {},
      compare: async () => {},
      push: async () => {},
    };
    const jobs = createJobs({
      ...{ db, connection, prefix, apply, clock, log },
      onProgress: (_subject, fraction) => steps.push(fraction),
      onApplied: (_kind, subject) => told.push(subject),
    });
    onTestFinished(() => jobs.stop());
    return jobs;
  };
  const ask = (subject = 'version') =>
    db
      .transaction()
      .execute((trx) => ensureWork(trx, { kind: 'transcode', subject, payload, clock }));
  const row = (id: string) =>
    db
      .selectFrom('work')
      .select(['state', 'generation'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  return { ...redis, db, applied, told, steps, start, ask, row };
}

/** A worker that tells its outcome before its job ends, as all do. */
function work(
  connection: Redis,
  before: (context: JobContext) => Promise<unknown> = async () => {},
  tell = true,
  concurrency = 2,
) {
  const queue = createServerQueue(connection, prefix);
  onTestFinished(() => queue.close());
  const consumer = createConsumer({
    connection,
    prefix,
    kind: 'transcode',
    definition: { ...jobSpecs.transcode, concurrency },
    handle: async (_, context) => {
      await before(context);
      const { workId, generation } = context;
      const result = { ok: true as const, value };
      const outcome = { workId, generation, kind: 'transcode' as const, finishedAt: 1, result };
      if (tell) await queue.add({ kind: outcomeQueue, workId, generation, payload: outcome });
    },
    clock,
    log,
  });
  onTestFinished(() => consumer.stop());
  return consumer;
}

describe('work and queue', () => {
  it('carries work to a worker and its outcome back, once', async () => {
    const { start, ask, row, applied, connect } = await setUp();
    const jobs = start(connect());
    work(connect());
    const id = await ask();
    jobs.kick();
    await until(async () => (await row(id)).state === 'done');
    expect(applied).toEqual([
      { workId: id, subject: 'version', payload, result: { ok: true, value }, finishedAt: 1 },
    ]);
    expect(await row(id)).toEqual({ state: 'done', generation: 1 });
  });

  it('shows how far running work is, and forgets it at its end', async () => {
    const { start, ask, row, connect } = await setUp();
    const connection = connect();
    const jobs = start(connection);
    let isOver = false;
    work(connect(), async ({ progress }) => {
      // Told again and again, as by ffmpeg: whoever began to listen late hears it too.
      for (let step = 25; !isOver; step += 1) {
        progress(Math.min(step, 99) / 100);
        await clock.sleep(50);
      }
    });
    const id = await ask();
    await until(() => connection.status === 'ready');
    jobs.kick();
    await until(() => (jobs.progressOf('version') ?? 0) >= 0.25);
    isOver = true;
    await until(async () => (await row(id)).state === 'done');
    expect(jobs.progressOf('version')).toBeNull();
  });

  it('lets an emergency overtake all that waits, and the background come last', async () => {
    const { db, start, row, applied, connect } = await setUp();
    const connection = connect();
    const jobs = start(connection);
    const wishes = ['usual', 'background', 'usual', 'waitedFor', 'background'] as const;
    const ids: string[] = [];
    for (const [index, priority] of [...wishes, 'emergency' as const].entries()) {
      const subject = `${priority} ${index}`;
      const request = { kind: 'transcode' as const, subject, payload, clock, priority };
      ids.push(await db.transaction().execute((trx) => ensureWork(trx, request)));
      // One by one, so that the later ones meet a queue that holds the others already.
      jobs.kick();
      await until(async () => (await row(ids.at(-1) ?? '')).state === 'queued');
    }
    const { depths, ages } = await jobs.figures();
    expect(depths).toContainEqual({ kind: 'transcode', state: 'queued', count: 6 });
    expect(ages.find(({ kind }) => kind === 'transcode')?.ms).toBeGreaterThan(0);
    work(connect(), undefined, true, 1);
    await until(() => applied.length === ids.length);
    expect(applied.map(({ subject }) => subject)).toEqual([
      'emergency 5',
      'waitedFor 3',
      'usual 0',
      'usual 2',
      'background 1',
      'background 4',
    ]);
  });

  it('keeps most of the upkeep in the table, and works it off all the same', async () => {
    const { db, start, applied, connect } = await setUp();
    const jobs = start(connect());
    await db.transaction().execute(async (trx) => {
      const given = { kind: 'transcode' as const, payload, clock, priority: 'background' as const };
      for (let index = 0; index < 206; index += 1)
        await ensureWork(trx, { ...given, subject: String(index) });
    });
    jobs.kick();
    const count = async (state: string) =>
      (await jobs.figures()).depths.find(
        (depth) => depth.kind === 'transcode' && depth.state === state,
      )?.count;
    await until(async () => (await count('queued')) === 200);
    expect(await count('due')).toBe(6);
    work(connect(), undefined, true, 8);
    await until(() => applied.length === 206);
  });

  it('drops an outcome of an older generation', async () => {
    const { start, ask, row, applied, connect } = await setUp();
    const jobs = start(connect());
    let goOn = () => {};
    let begun = 0;
    work(connect(), ({ generation }) => {
      begun += 1;
      return generation === 1
        ? new Promise<void>((resolve) => (goOn = resolve))
        : Promise.resolve();
    });
    const id = await ask();
    jobs.kick();
    await until(() => begun === 1);
    await ask();
    jobs.kick();
    await until(async () => (await row(id)).state === 'done');
    goOn();
    const queue = createServerQueue(connect(), prefix);
    onTestFinished(() => queue.close());
    await until(async () => {
      const name = { workId: id, generation: 1 };
      return (
        !(await queue.find({ kind: 'transcode', ...name })) &&
        !(await queue.find({ kind: outcomeQueue, ...name }))
      );
    });
    expect(applied).toHaveLength(1);
    expect(await row(id)).toEqual({ state: 'done', generation: 2 });
    const { depths, done, failed } = await jobs.figures();
    expect(depths.filter(({ count }) => count > 0)).toEqual([]);
    expect({ done, failed }).toEqual({ done: [{ kind: 'transcode', count: 1 }], failed: [] });
  });

  it('asks again for work that Redis forgot while it was waiting', async () => {
    const { start, ask, row, applied, connect } = await setUp();
    const connection = connect();
    const jobs = start(connection);
    const id = await ask();
    jobs.kick();
    await until(async () => (await row(id)).state === 'queued');
    await connection.flushall();
    await jobs.reconcile();
    expect(await row(id)).toEqual({ state: 'queued', generation: 2 });
    work(connect());
    await until(async () => (await row(id)).state === 'done');
    expect(applied).toHaveLength(1);
  });

  it('reaches the end once when Redis is emptied while a worker is busy', async () => {
    const { start, ask, row, applied, connect } = await setUp();
    const connection = connect();
    const jobs = start(connection);
    let begun = 0;
    let goOn = () => {};
    work(connect(), () => {
      begun += 1;
      return begun === 1 ? new Promise<void>((resolve) => (goOn = resolve)) : Promise.resolve();
    });
    const id = await ask();
    jobs.kick();
    await until(() => begun === 1);
    await connection.flushall();
    await jobs.reconcile();
    await until(async () => (await row(id)).state === 'done');
    goOn();
    await jobs.reconcile();
    expect(applied).toHaveLength(1);
    expect(await row(id)).toMatchObject({ state: 'done', generation: 2 });
  });

  it('does not take work for lost whose outcome waits to be applied', async () => {
    const { start, ask, row, applied, connect } = await setUp();
    const connection = connect();
    const first = start(connection);
    const id = await ask();
    first.kick();
    await until(async () => (await row(id)).state === 'queued');
    await first.stop();
    let ended = false;
    work(connect(), async () => {
      ended = true;
    });
    const queue = createServerQueue(connect(), prefix);
    onTestFinished(() => queue.close());
    const name = { workId: id, generation: 1 };
    await until(
      async () =>
        ended &&
        !(await queue.find({ kind: 'transcode', ...name })) &&
        (await queue.find({ kind: outcomeQueue, ...name })) !== undefined,
    );
    const second = start(connect());
    await second.reconcile();
    await until(async () => (await row(id)).state === 'done');
    expect(await row(id)).toEqual({ state: 'done', generation: 1 });
    expect(applied).toHaveLength(1);
  });

  it('queues at its start what was written and never queued before', async () => {
    const { start, ask, row, connect } = await setUp();
    const id = await ask();
    const connection = connect();
    work(connect());
    await until(() => connection.status === 'ready');
    await start(connection).reconcile();
    await until(async () => (await row(id)).state === 'done');
  });

  it('writes while Redis is away, and catches up when it is back', async () => {
    const { start, ask, row, applied, connect, child, dataFolder } = await setUp();
    const connection = connect();
    const jobs = start(connection);
    const worker = work(connect());
    await until(() => connection.status === 'ready');
    process.kill(child.pid, 'SIGKILL');
    await until(() => connection.status !== 'ready');
    const id = await ask();
    jobs.kick();
    await jobs.reconcile();
    expect(await row(id)).toEqual({ state: 'due', generation: 1 });
    const next = await startRedisChild({ dataFolder, clock, log });
    onTestFinished(() => next.stop());
    await until(async () => (await row(id)).state === 'done');
    expect(applied).toHaveLength(1);
    // While there still is a Redis.
    await Promise.all([jobs.stop(), worker.stop()]);
  });

  it('calls work off, so that what still runs is dropped', async () => {
    const { start, ask, row, applied, connect, db } = await setUp();
    const jobs = start(connect());
    let begun = false;
    let goOn = () => {};
    let told = false;
    work(connect(), async () => {
      begun = true;
      await new Promise<void>((resolve) => (goOn = resolve));
      told = true;
    });
    const id = await ask();
    jobs.kick();
    await until(() => begun);
    await db
      .transaction()
      .execute((trx) => dropWork(trx, { kind: 'transcode', subjects: ['version'], clock }));
    goOn();
    await until(() => told);
    expect(await row(id)).toEqual({ state: 'done', generation: 2 });
    expect(applied).toEqual([]);
  });

  it('gives up work that this version cannot read, and goes on with the rest', async () => {
    const { start, ask, row, applied, told, connect, db } = await setUp();
    const connection = connect();
    const [bad, unknown, good] = [await ask('old'), await ask('odd'), await ask('new')];
    const old = JSON.stringify({ source: hash('a'), profile: 'mp3-48k', limitMs: 60_000 });
    await db.updateTable('work').set({ payload: old }).where('id', '=', bad).execute();
    await db.updateTable('work').set({ kind: 'sing' }).where('id', '=', unknown).execute();
    const jobs = start(connection);
    work(connect());
    await until(() => connection.status === 'ready');
    await jobs.reconcile();
    await until(async () => (await row(good)).state === 'done');
    expect(await row(bad)).toEqual({ state: 'failed', generation: 1 });
    expect(await row(unknown)).toEqual({ state: 'failed', generation: 1 });
    const failure = { ok: false, code: 'internal', detail: expect.stringContaining('malformed') };
    expect(applied).toContainEqual(
      expect.objectContaining({ subject: 'old', payload: null, result: failure }),
    );
    await until(() => told.length === 2);
    expect(told.sort()).toEqual(['new', 'old']);
  });

  it('counts what the queue lost since it was asked for, not how often it was asked', async () => {
    const { start, ask, row, applied, connect, db } = await setUp();
    const connection = connect();
    const jobs = start(connection);
    for (let asked = 0; asked < 30; asked += 1) await ask();
    const id = await ask();
    const lose = async () => {
      await jobs.reconcile();
      await connection.flushall();
    };
    await until(() => connection.status === 'ready');
    await lose();
    await lose();
    expect(await row(id)).toEqual({ state: 'queued', generation: 32 });
    expect(applied).toEqual([]);
    await db.updateTable('work').set({ losses: 20 }).execute();
    await lose();
    expect(await row(id)).toEqual({ state: 'failed', generation: 32 });
    await ask();
    expect(await db.selectFrom('work').select(['state', 'losses']).execute()).toEqual([
      { state: 'due', losses: 0 },
    ]);
  });
});
