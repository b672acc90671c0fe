import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';
import { systemdWatch } from '../../../station/watchdog/tell-systemd.ts';
import { createWatchdog } from '../../../station/watchdog/watchdog.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const log = createLogger({ name: 'test', level: 'silent' });

/** In the place of systemd's program: it writes down what it was called with, a line each time. */
async function standIn() {
  const folder = await tempFolder();
  const program = join(folder, 'systemd-notify');
  await writeFile(program, '#!/bin/sh\necho "$NOTIFY_SOCKET $*" >>"$0.heard"\n');
  await chmod(program, 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH ?? ''}`);
  vi.stubEnv('NOTIFY_SOCKET', '/run/systemd/notify');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return async () => {
    const text = await readFile(`${program}.heard`, 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean);
  };
}

it('systemd hears that the agent is ready and lives, as long as sound and polls get on', async () => {
  const heard = await standIn();
  const watch = systemdWatch({ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: 80_000 });
  expect(watch?.everyMs).toBe(20);
  if (!watch) return;
  const real = systemClock();
  let hours = 0;
  const clock = { ...real, monotonic: () => real.monotonic() + hours * 3_600_000 };
  // Between two looks nothing is being told.
  let looks = 0;
  const sleep = (_ms: number, signal?: AbortSignal) => {
    looks += 1;
    return real.sleep(20, signal);
  };
  const untilLooked = async (times: number) => {
    const goal = looks + times;
    await expect.poll(() => looks, { timeout: 10_000 }).toBeGreaterThanOrEqual(goal);
  };
  const watchdog = createWatchdog({ ...watch, clock: { ...clock, sleep }, log });
  const end = new AbortController();
  const ended = watchdog.run(end.signal).catch(() => {});
  onTestFinished(async () => {
    end.abort();
    await ended;
  });
  const until = async (count: number) => {
    await expect
      .poll(async () => (await heard()).length, { timeout: 10_000 })
      .toBeGreaterThanOrEqual(count);
  };
  watchdog.getsOn('sound', 60_000);
  await untilLooked(3);
  expect(await heard()).toEqual([]);
  watchdog.getsOn('poll', 60_000);
  await until(3);
  const [first, ...more] = await heard();
  expect(first).toBe('/run/systemd/notify READY=1 WATCHDOG=1');
  expect(new Set(more)).toEqual(new Set(['/run/systemd/notify WATCHDOG=1']));
  // Polls go on, and nothing is fed to the output.
  hours = 1;
  watchdog.getsOn('poll', 60_000);
  await untilLooked(2);
  const silent = await heard();
  await untilLooked(5);
  expect(await heard()).toEqual(silent);
  watchdog.getsOn('sound', 60_000);
  await until(silent.length + 2);
});

it('nobody is told where systemd does not ask', () => {
  expect(systemdWatch({})).toBeNull();
});
