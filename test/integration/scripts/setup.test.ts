import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ROOT } from '../../../scripts/setup.mjs';

const PACKAGE = { name: 'small', version: '1.0.0' };
const LOCK = { lockfileVersion: 3, packages: { '': PACKAGE } };
const TOOLS = [
  'ffmpeg',
  'ffprobe',
  'redis-server',
  'espeak-ng',
  'python3',
  'make',
  'g++',
  'prlimit',
];

/** A copy of set-up beside a package of its own, and a PATH that holds only what a test puts there. */
describe('setup.mjs', () => {
  let folder: string;
  let bin: string;
  let log: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loa-setup-'));
    bin = join(folder, 'bin');
    log = join(folder, 'log');
    mkdirSync(bin);
    writeFileSync(log, '');
    cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(PACKAGE));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(LOCK));
    for (const tool of ['sh', 'env']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Puts programs on the PATH that write down how they were called. */
  function provide(names: readonly string[], exitCode = 0): void {
    for (const name of names) {
      const file = join(bin, name);
      writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${log}'\nexit ${exitCode}\n`);
      chmodSync(file, 0o755);
    }
  }

  function provideModules(): void {
    mkdirSync(join(folder, 'node_modules'));
    const installed = JSON.stringify({ packages: {} });
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), installed);
  }

  function run({ feature = 'run', isRoot = true, env = {} } = {}) {
    const identity = `process.getuid=()=>${isRoot ? 0 : 1000}`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${identity}`, join(folder, 'scripts/setup.mjs'), feature],
      { env: { PATH: bin, ...env }, encoding: 'utf8' },
    );
    return { status, stdout, stderr, calls: readFileSync(log, 'utf8').trim().split('\n') };
  }

  it('does and says nothing when all is there', () => {
    provide([...TOOLS, 'apt-get', 'npm']);
    provideModules();
    expect(run()).toEqual({ status: 0, stdout: '', stderr: '', calls: [''] });
  });

  it('installs what is missing after one update, then the npm packages', () => {
    provide(['ffmpeg', 'ffprobe', 'python3', 'apt-get', 'npm']);
    const { status, stdout, calls } = run();
    expect(status).toBe(0);
    expect(stdout).toBe('');
    expect(calls).toEqual([
      expect.stringMatching(/^apt-get .*update$/),
      expect.stringMatching(
        /^apt-get .*install -y --no-install-recommends make g\+\+ redis-server espeak-ng util-linux$/,
      ),
      expect.stringMatching(/^npm ci /),
    ]);
  });

  it('says in one sentence what to run when it may not install', () => {
    provide(['apt-get', 'npm']);
    provideModules();
    const { status, stderr, calls } = run({ isRoot: false });
    expect(status).toBe(1);
    expect(calls).toEqual(['']);
    expect(stderr).toContain('apt-get install -y --no-install-recommends ffmpeg redis-server');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('uses sudo only where it asks for no password', () => {
    provide(['apt-get', 'npm', 'sudo']);
    provideModules();
    const { status, calls } = run({ isRoot: false });
    expect(status).toBe(0);
    expect(calls[0]).toBe('sudo -n true');
    expect(calls[1]).toMatch(/^sudo -n env DEBIAN_FRONTEND=noninteractive apt-get .*update$/);
  });

  it('stops with a sentence when the installation fails', () => {
    provide(['npm']);
    provide(['apt-get'], 100);
    provideModules();
    const { status, stderr, calls } = run();
    expect(status).toBe(1);
    expect(stderr).toContain('update" ended with 100');
    expect(calls).toHaveLength(1);
  });

  it('needs no Redis of its own where REDIS_URL names one', () => {
    provide(['ffmpeg', 'ffprobe', 'espeak-ng', 'prlimit']);
    provideModules();
    expect(run({ env: { REDIS_URL: 'redis://127.0.0.1:6379' } }).status).toBe(0);
    expect(run().status).toBe(1);
  });

  it('installs the npm packages again when the lock file has changed', () => {
    provide([...TOOLS, 'npm']);
    provideModules();
    const packages = { '': PACKAGE, 'node_modules/a': { version: '1.0.0' } };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...LOCK, packages }));
    expect(run().calls).toEqual([expect.stringMatching(/^npm ci --include=dev/)]);
  });

  it('refuses a feature that it does not know', () => {
    expect(run({ feature: 'everything' })).toMatchObject({ status: 1, stdout: '' });
  });
});
