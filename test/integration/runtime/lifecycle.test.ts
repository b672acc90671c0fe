import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';

const runtime = join(import.meta.dirname, '../../../runtime');

/** A process run by `runProcess`; `create` is the source of its composition root. */
async function run(create: string) {
  const file = join(await tempFolder(), 'main.mts');
  await writeFile(
    file,
    `import { runProcess } from '${runtime}/lifecycle.ts';
     import { createLogger } from '${runtime}/log.ts';
     const say = (text) => process.stdout.write(text + '\\n');
     runProcess(${create}, createLogger({ name: 'test', level: 'silent' }), { stopLimitMs: 500 });`,
  );
  const child = fork(file, { execArgv: ['--import', import.meta.resolve('tsx')], silent: true });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  const started = once(child.stdout ?? child, 'data');
  const exited = once(child, 'exit').then(([code]) => ({ code: code as unknown, output }));
  return { child, started, exited };
}

const orderly = `async () => {
  const timer = setInterval(() => {}, 1000);
  say('started');
  return { stop: async () => { clearInterval(timer); say('stopped'); } };
}`;

describe('runProcess', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops in order on %s', async (signal) => {
    const { child, started, exited } = await run(orderly);
    await started;
    child.kill(signal);
    expect(await exited).toEqual({ code: 0, output: 'started\nstopped\n' });
  });

  it('stops when its parent is gone', async () => {
    const { child, started, exited } = await run(orderly);
    await started;
    child.disconnect();
    expect(await exited).toEqual({ code: 0, output: 'started\nstopped\n' });
  });

  it('aborts a start that is still under way', async () => {
    const { child, started, exited } = await run(`(signal) => new Promise((_, reject) => {
      setInterval(() => {}, 1000);
      signal.addEventListener('abort', () => reject(signal.reason));
      say('starting');
    })`);
    await started;
    child.kill('SIGTERM');
    expect((await exited).code).toBe(1);
  });

  it('exits with 1 when stopping takes too long', async () => {
    const { child, started, exited } = await run(`async () => {
      setInterval(() => {}, 1000);
      say('started');
      return { stop: () => new Promise(() => {}) };
    }`);
    await started;
    child.kill('SIGTERM');
    expect((await exited).code).toBe(1);
  });

  it('exits with 1 on a failed start and on a rejection that nobody hears', async () => {
    const failing = await run(`async () => { throw new Error('no'); }`);
    expect((await failing.exited).code).toBe(1);
    const unheard = await run(`async () => {
      setInterval(() => {}, 1000);
      setTimeout(() => void Promise.reject(new Error('unheard')), 10);
      return { stop: async () => {} };
    }`);
    expect((await unheard.exited).code).toBe(1);
  });
});
