import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { childrenOf, isRunning, runLoa } from '../../support/loa.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const folder = await tempFolder();
  const command = runLoa(args, {
    env: { LOA_DATA: join(folder, 'data'), LOA_PORT: '0', ...env },
    log: join(folder, 'log'),
  });
  onTestFinished(() => command.stop());
  return command;
}

async function ended(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const command = await run(args, env);
  return { code: await command.ended, output: command.output() };
}

describe('the loa command', () => {
  it.each([[['--help']], [['help']], [[]]])('loa %s lists the commands', async (args) => {
    const { code, output } = await ended(args);
    expect(code).toBe(0);
    for (const word of ['start', 'demo', 'station', 'user']) expect(output).toContain(`  ${word} `);
  });

  it.each(['start', 'demo', 'station', 'user', 'server', 'worker'])(
    'loa %s --help says how it is used and does nothing',
    async (name) => {
      const { code, output } = await ended([name, '--help']);
      expect(code).toBe(0);
      expect(output).toMatch(new RegExp(`^loa ${name}`));
    },
  );

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect((await ended(['--version'])).output).toBe(`loa ${version}\n`);
  });

  it.each([[['sing']], [['constructor']], [['start', 'now']], [['demo', '--port', 'x']]])(
    'loa %s is refused with a sentence and 64',
    async (args) => {
      const { code, output } = await ended(args);
      expect(code).toBe(64);
      expect(output).toMatch(/\. "loa .*--help"/);
      expect(output).not.toContain('    at ');
    },
  );
});

describe('loa start', () => {
  it('ends with 78 and every fault when its configuration cannot be used', async () => {
    const { code, output } = await ended(['start'], { LOA_PORT: 'many', LOA_LOG_LEVEL: 'loud' });
    expect(code).toBe(78);
    expect(output).toContain('LOA_PORT');
    expect(output).toContain('LOA_LOG_LEVEL');
  });

  it('ends with 78, and leaves nothing, when only the server cannot use its own', async () => {
    const command = await run(['start'], { LOA_ZONE: 'Asia/Nowhere' });
    const pid = command.child.pid ?? 0;
    const children = await until(
      async () => (childrenOf(pid).length > 0 ? childrenOf(pid) : undefined),
      { limitMs: 10_000, everyMs: 20, what: 'it has children' },
    );
    expect(await command.ended).toBe(78);
    expect(command.output()).toContain('LOA_ZONE');
    expect(children.filter(({ pid: child }) => isRunning(child))).toEqual([]);
  });

  it('refuses data that another Loa uses, and says which process that is', async () => {
    const folder = await tempFolder();
    const env = { LOA_DATA: folder, LOA_PORT: '0', LOA_LOG_LEVEL: 'silent' };
    const first = runLoa(['start'], { env, log: join(folder, 'first.log') });
    onTestFinished(() => first.stop());
    await new Promise((resolve) => {
      first.child.once('message', resolve);
    });
    const second = runLoa(['start'], { env, log: join(folder, 'second.log') });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`in use by process ${first.child.pid}`);
  });

  it('says which port is taken', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => {
      holder.listen(0, resolve);
    });
    onTestFinished(() => {
      holder.close();
    });
    const { port } = holder.address() as AddressInfo;
    const { code, output } = await ended(['start'], { LOA_PORT: String(port) });
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is used by another program`);
  });

  it('says what is missing when there is no redis-server', async () => {
    const { code, output } = await ended(['start'], { PATH: '/nowhere' });
    expect(code).toBe(1);
    expect(output).toContain('redis-server cannot be started; is it installed?');
  });
});
