import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect } from 'vitest';
import { jobs } from '../../../contract/jobs.ts';
import { profiles } from '../../../media/profile.ts';
import { recipeOf } from '../../../media/recipe.ts';
import type { MediaStore } from '../../../media/store.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { afterTest, itBeside } from '../../support/after-test.ts';
import { makeSound, readLoudness } from '../../support/sound.ts';
import { testWorker } from '../../support/test-worker.ts';

const clock = systemClock();
const main = join(import.meta.dirname, '../../../worker/main.ts');

async function upload(store: MediaStore, source: string): Promise<string> {
  const path = await makeSound(store.tempFile('wav'), source);
  const { sha256 } = await store.put(createReadStream(path), { limitBytes: 1e9 });
  return sha256;
}

const job = (workId: string, source: string, generation = 1) => ({
  kind: 'transcode' as const,
  workId,
  generation,
  payload: {
    source,
    cut: null,
    profile: 'mp3-48k' as const,
    limitMs: 3_600_000,
    isAnalysisWanted: true,
  },
});

/** A worker that is a process of its own and can be killed. */
function spawnWorker(url: string, dataFolder: string): ChildProcess {
  const script = `(await import(${JSON.stringify(main)})).main([], process.env)`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, REDIS_URL: url, LOA_DATA: dataFolder, LOA_LOG_LEVEL: 'silent' },
    stdio: 'ignore',
    detached: true,
  });
  afterTest(() => killGroup(child));
  return child;
}

function killGroup({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has gone.
  }
}

describe.concurrent('transcode job', () => {
  itBeside('puts a rendition into the store and tells of it', async () => {
    const { store, producer, outcomeOf, outcomes, connection, prefix } = await testWorker();
    const source = await upload(store, 'anoisesrc=c=pink:d=4:r=44100:seed=1');
    await producer.add(job('w1', source, 3));
    const outcome = await outcomeOf('w1');
    expect(outcome).toMatchObject({ kind: 'transcode', generation: 3, result: { ok: true } });
    if (!outcome.result.ok) throw new Error('not reached');
    const made = jobs.transcode.result.parse(outcome.result.value);
    expect(await store.size(made.rendition)).toBe(made.bytes);
    expect(made).toMatchObject({ durationMs: 4_000, isOnTarget: true });
    expect(made.recipe).toBe(recipeOf(profiles['mp3-48k']));
    expect(made.analysis).toMatchObject({ durationMs: 4_000, codec: 'pcm_s16le', findings: [] });
    expect(made.sourcePeaks).not.toBeNull();
    const { lufs, truePeakDb } = await readLoudness(store.path(made.rendition));
    expect([made.centiLufs, made.centiDbtp]).toEqual(
      [lufs * 100, truePeakDb * 100].map(Math.round),
    );
    while ((await connection.keys(`${prefix}:transcode:transcode-*`)).length > 0)
      await clock.sleep(20);
    expect(outcomes).toHaveLength(1);
  });

  itBeside('says why a bad upload is none, at once and once', async () => {
    const { store, producer, outcomeOf, dataFolder } = await testWorker();
    const text = await store.put(Readable.from(['Kính thưa nhân dân']), { limitBytes: 1e3 });
    await producer.add(job('w1', text.sha256));
    expect((await outcomeOf('w1')).result).toMatchObject({ ok: false, code: 'not_audio' });
    await producer.add(job('w2', 'A'.repeat(43)));
    expect((await outcomeOf('w2')).result).toMatchObject({ ok: false, code: 'object_not_found' });
    expect(await readdir(join(dataFolder, 'media/tmp'))).toEqual([]);
  });

  itBeside('shows how far it is', async () => {
    const { store, producer, outcomeOf } = await testWorker();
    const source = await upload(store, 'anoisesrc=c=pink:d=200:r=22050');
    const request = job('w1', source);
    await producer.add(request);
    const seen = new Set<number>();
    const outcome = outcomeOf('w1').then(() => true);
    while (!(await Promise.race([outcome, clock.sleep(20).then(() => false)]))) {
      const progress = (await producer.find(request))?.progress;
      if (progress !== undefined) seen.add(progress);
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual([...seen]);
    expect(seen.size).toBeGreaterThan(2);
  });

  itBeside('goes on elsewhere when its worker stops', async () => {
    const { store, producer, outcomeOf, start } = await testWorker({ withoutWorker: true });
    const source = await upload(store, 'anoisesrc=c=pink:d=160:r=22050');
    const first = await start();
    const request = job('w1', source);
    await producer.add(request);
    while (((await producer.find(request))?.progress ?? 0) < 0.05) await clock.sleep(10);
    await first.stop();
    expect(await producer.find(request)).toMatchObject({ state: 'waiting' });
    await start();
    expect((await outcomeOf('w1')).result.ok).toBe(true);
  });

  itBeside('is done once when its worker is killed in the middle', async () => {
    const { url, dataFolder, store, producer, outcomeOf, outcomes } = await testWorker({
      withoutWorker: true,
    });
    const source = await upload(store, 'anoisesrc=c=pink:d=160:r=22050');
    const first = spawnWorker(url, dataFolder);
    const request = job('w1', source);
    await producer.add(request);
    while (((await producer.find(request))?.progress ?? 0) < 0.05) await clock.sleep(10);
    killGroup(first);
    await once(first, 'exit');
    spawnWorker(url, dataFolder);
    expect((await outcomeOf('w1')).result.ok).toBe(true);
    expect(outcomes).toHaveLength(1);
    expect(await producer.find(request)).toBeUndefined();
  });

  itBeside('tells its outcome also when Redis is emptied meanwhile', async () => {
    const { store, producer, outcomeOf, connection } = await testWorker();
    const source = await upload(store, 'anoisesrc=c=pink:d=160:r=22050');
    const request = job('w1', source);
    await producer.add(request);
    while (((await producer.find(request))?.progress ?? 0) < 0.05) await clock.sleep(10);
    await connection.flushall();
    expect((await outcomeOf('w1')).result.ok).toBe(true);
  });

  itBeside('goes on when Redis is killed meanwhile and comes back', async () => {
    const { store, producer, outcomeOf, outcomes, restartRedis } = await testWorker();
    const source = await upload(store, 'anoisesrc=c=pink:d=160:r=22050');
    const request = job('w1', source);
    await producer.add(request);
    while (((await producer.find(request))?.progress ?? 0) < 0.05) await clock.sleep(10);
    await restartRedis();
    expect((await outcomeOf('w1')).result.ok).toBe(true);
    while (await producer.find(request)) await clock.sleep(20);
    expect(outcomes).toHaveLength(1);
  });
});
