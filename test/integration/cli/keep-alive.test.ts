import { spawn, type ChildProcess } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepAlive, type KeptAlive, type Life } from '../../../cli/supervisor/keep-alive.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const clock = systemClock();

function life(script: string, begun: ChildProcess[]): Life {
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  begun.push(child);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return {
    ended,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function keep(start: () => Promise<Life>): Promise<KeptAlive> {
  const kept = await keepAlive({ name: 'test', start, clock, log, random: () => 0.05 });
  onTestFinished(() => kept.stop());
  return kept;
}

const forEver = 'setInterval(() => {}, 1000)';

describe('keepAlive', () => {
  it('starts a process again each time it ends', async () => {
    const begun: ChildProcess[] = [];
    await keep(async () => life('process.exit(3)', begun));
    await expect.poll(() => begun.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
  });

  it('starts a killed process again and leaves nothing after stop', async () => {
    const begun: ChildProcess[] = [];
    const kept = await keep(async () => life(forEver, begun));
    begun[0]?.kill('SIGKILL');
    await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(2);
    await kept.stop();
    expect(begun.map((child) => child.signalCode)).toEqual(['SIGKILL', 'SIGKILL']);
  });

  it('tries again when a later start fails', async () => {
    const begun: ChildProcess[] = [];
    let starts = 0;
    await keep(async () => {
      starts += 1;
      if (starts === 2) throw new Error('not now');
      return life(starts === 1 ? 'process.exit(0)' : forEver, begun);
    });
    await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(2);
    expect(starts).toBe(3);
  });

  it('throws when the first start fails', async () => {
    const start = () => Promise.reject(new Error('is it installed?'));
    await expect(keep(start)).rejects.toThrow('is it installed?');
  });

  it('replaces a run when asked, without waiting', async () => {
    const begun: ChildProcess[] = [];
    const kept = await keep(async () => life(forEver, begun));
    await kept.restart();
    await expect.poll(() => begun.length, { interval: 5 }).toBe(2);
    expect(begun[1]?.exitCode).toBeNull();
  });

  it('ends a run that begins while stopping', async () => {
    const begun: ChildProcess[] = [];
    let starts = 0;
    const kept = await keep(async () => {
      starts += 1;
      if (starts > 1) await clock.sleep(300);
      return life(starts === 1 ? 'process.exit(0)' : forEver, begun);
    });
    await expect.poll(() => starts).toBe(2);
    await kept.stop();
    expect(begun.every((child) => child.signalCode ?? child.exitCode !== null)).toBe(true);
  });
});
