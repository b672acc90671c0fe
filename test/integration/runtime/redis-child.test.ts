import { readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { expect, it, onTestFinished, describe } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';
import { processStart } from '../../../runtime/process-identity.ts';
import { startRedisChild } from '../../../runtime/redis-child.ts';
import { redisConnection } from '../../../runtime/redis.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const log = createLogger({ name: 'test', level: 'silent' });

async function start(dataFolder: string) {
  const child = await startRedisChild({ dataFolder, clock: systemClock(), log });
  onTestFinished(() => child.stop());
  return child;
}

function connectTo(url: string) {
  const redis = redisConnection(url);
  onTestFinished(() => redis.disconnect());
  return redis;
}

describe('own redis-server', () => {
  it('answers on a socket that only this user reaches and is gone after stop', async () => {
    const child = await start(await tempFolder());
    const socket = child.url.replace('redis+unix://', '');
    expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
    const redis = connectTo(child.url);
    expect(await redis.config('GET', 'maxmemory-policy')).toContain('noeviction');
    await child.stop();
    expect(processStart(child.pid)).toBeUndefined();
    await expect(stat(dirname(socket))).rejects.toThrow('ENOENT');
  });

  it('keeps its data and its address over kill -9, and clients find it again', async () => {
    const dataFolder = await tempFolder();
    const first = await start(dataFolder);
    const redis = connectTo(first.url);
    await redis.set('key', 'kept');
    await redis.call('WAITAOF', '0', '0', '0').catch(() => {});
    const ended = new Promise<void>((resolve) => first.onExit(resolve));
    process.kill(first.pid, 'SIGKILL');
    await ended;
    const waiting = redis.get('key');
    const second = await start(dataFolder);
    expect(second.url).toBe(first.url);
    expect(await waiting).toBe('kept');
  });

  it('adopts the server that an earlier supervisor left running', async () => {
    const dataFolder = await tempFolder();
    const first = await start(dataFolder);
    const second = await start(dataFolder);
    expect(second.pid).toBe(first.pid);
    const ended = new Promise<void>((resolve) => second.onExit(resolve));
    process.kill(second.pid, 'SIGKILL');
    await ended;
  });

  it('ends one that runs but does not answer', async () => {
    const dataFolder = await tempFolder();
    const first = await start(dataFolder);
    process.kill(first.pid, 'SIGSTOP');
    const second = await start(dataFolder);
    expect(second.pid).not.toBe(first.pid);
    expect(processStart(first.pid)).toBeUndefined();
  }, 20_000);

  it('leaves a stranger alone whose id the record happens to name', async () => {
    const dataFolder = await tempFolder();
    const first = await start(dataFolder);
    await first.stop();
    const record = { pid: process.pid, start: 'another boot/1', socket: '/nowhere/redis.sock' };
    await writeFile(join(dataFolder, 'redis/child.json'), JSON.stringify(record));
    const second = await start(dataFolder);
    expect(second.pid).not.toBe(process.pid);
  });

  it('takes any folder, also a relative one', async () => {
    const dataFolder = join(await tempFolder(), 'dữ liệu "của" Loa');
    const child = await start(relative(process.cwd(), dataFolder));
    const redis = connectTo(child.url);
    await redis.set('key', 'kept');
    expect(await readdir(join(dataFolder, 'redis'))).toContain('appendonlydir');
  });

  it('says so when redis-server is missing', async () => {
    const path = process.env['PATH'];
    onTestFinished(() => {
      process.env['PATH'] = path;
    });
    process.env['PATH'] = '/nowhere';
    await expect(start(await tempFolder())).rejects.toThrow('is it installed?');
  });
});

describe('redisConnection', () => {
  it('refuses other addresses', () => {
    expect(() => redisConnection('http://redis.example')).toThrow('redis://');
  });
});
