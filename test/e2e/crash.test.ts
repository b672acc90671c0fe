import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingRoutes, type RecordingAnswer } from '../../contract/http/recordings.ts';
import type { People, Tree } from '../../cli/demo/people.ts';
import { processStart } from '../../runtime/process-identity.ts';
import { redisConnection } from '../../runtime/redis.ts';
import { childrenOf, startTestLoa, type TestLoa } from '../support/loa.ts';
import { settle, untilState } from '../support/loa-people.ts';
import { until } from '../support/until.ts';

let loa: TestLoa;
let people: People;
let tree: Tree;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-crash-'));
  loa = await startTestLoa();
  ({ people, tree } = await settle(loa));
});

afterAll(async () => {
  await loa.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Long enough to be caught in the middle; each has another tone, so that none is known already. */
async function uploadLong(name: string, frequency: number, minutes = 7): Promise<RecordingAnswer> {
  const file = join(folder, `${name}.flac`);
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=${frequency}:duration=${minutes * 60}`];
  execFileSync('ffmpeg', ['-v', 'error', ...sound, '-ar', '24000', file]);
  return await people.author.upload(file, { areaId: tree.provinceId, title: name });
}

function untilBusy(id: string): Promise<number> {
  return until(
    async () => {
      const { latest } = await people.author.call(recordingRoutes.get, { params: { id } });
      expect(latest.state, 'caught before its end').not.toBe('ready');
      return latest.progress !== null && latest.progress > 0.1 ? latest.progress : undefined;
    },
    { limitMs: 30_000, everyMs: 20, what: 'the worker is at it' },
  );
}

async function expectReadyOnce(id: string): Promise<void> {
  const { latest } = await untilState(people.author, id, 'ready', 100_000);
  expect(latest.number).toBe(1);
  expect(latest.renditions).toHaveLength(1);
  const [rendition] = latest.renditions;
  expect(rendition?.durationMs).toBeGreaterThan(6 * 60_000);
  const half = readdirSync(join(loa.dataFolder, 'media', 'tmp'));
  expect(half.filter((name) => name.endsWith('.part'))).toEqual([]);
}

describe('kill -9 and worse, under the supervisor', () => {
  it('of the worker mid-transcode: the recording is ready, once', async () => {
    const { id } = await uploadLong('worker', 500);
    await untilBusy(id);
    const worker = loa.pidOf('worker');
    // Between two steps there is none for a moment.
    const helpers = await until(
      async () => {
        const children = childrenOf(worker);
        return children.length > 0 ? children : undefined;
      },
      { limitMs: 10_000, everyMs: 5, what: 'the worker runs ffmpeg' },
    );
    process.kill(worker, 'SIGKILL');
    await expectReadyOnce(id);
    expect(loa.pidOf('worker')).not.toBe(worker);
    // The ffmpeg of the killed worker went with it.
    expect(helpers.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });

  it('of Redis mid-transcode: the recording is ready, once', async () => {
    const { id } = await uploadLong('redis', 600);
    await untilBusy(id);
    process.kill(loa.pidOf('redis'), 'SIGKILL');
    await expectReadyOnce(id);
  });

  it('of the server between upload and transcode: the recording is ready, once', async () => {
    const worker = loa.pidOf('worker');
    process.kill(worker, 'SIGSTOP');
    const { id } = await uploadLong('server', 700);
    const server = loa.pidOf('server');
    process.kill(server, 'SIGKILL');
    process.kill(worker, 'SIGCONT');
    await expectReadyOnce(id);
    expect(loa.pidOf('server')).not.toBe(server);
  });

  it('Redis emptied while busy: the recording is ready, once', async () => {
    const { id } = await uploadLong('emptied', 800);
    await untilBusy(id);
    const redis = redisConnection(loa.redisUrl());
    await redis.flushall();
    redis.disconnect();
    await expectReadyOnce(id);
  });

  it('of the supervisor: server and worker end, and the next start goes on', async () => {
    const { id } = await uploadLong('supervisor', 900);
    await untilBusy(id);
    const pids = [loa.pidOf('server'), loa.pidOf('worker')];
    await loa.stop('SIGKILL');
    await until(async () => pids.every((pid) => !isRunning(pid)) || undefined, {
      limitMs: 15_000,
      what: 'its children have ended',
    });
    await loa.start();
    await expectReadyOnce(id);
  });

  it('a stop leaves no process behind', async () => {
    const pids = (['server', 'worker', 'redis'] as const).map((name) => loa.pidOf(name));
    await loa.stop();
    expect(pids.filter(isRunning)).toEqual([]);
  });
});

/** A zombie that nobody has buried yet does not count. */
const isRunning = (pid: number) => processStart(pid) !== undefined;
