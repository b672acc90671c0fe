import { describe, expect, it } from 'vitest';

import {
  isInstalledAsLocked,
  isNodeRecentEnough,
  missingPackages,
  planInstall,
} from '../../../scripts/setup-plan.mjs';

const nothing = { hasCommand: () => false, hasRedisUrl: false, modules: 'stale' } as const;
const everything = { hasCommand: () => true, hasRedisUrl: false, modules: 'right' } as const;

describe('missingPackages', () => {
  it('is empty when all is there', () => {
    expect(missingPackages('test', everything)).toEqual([]);
  });

  it('asks for a compiler only when npm packages must be installed', () => {
    expect(missingPackages('modules', nothing)).toEqual(['python3', 'make', 'g++']);
    expect(missingPackages('modules', { ...nothing, modules: 'unbuilt' })).toHaveLength(3);
    expect(missingPackages('modules', { ...nothing, modules: 'right' })).toEqual([]);
  });

  it('asks for what sounds and queues need, and for a browser only to test', () => {
    const found = { ...nothing, modules: 'right' } as const;
    expect(missingPackages('run', found)).toEqual([
      ...['ffmpeg', 'redis-server', 'espeak-ng', 'util-linux'],
    ]);
    expect(missingPackages('test', found)).toContain('chromium');
  });

  it('asks for peers, players and bad lines only to measure', () => {
    const found = { ...nothing, modules: 'right' } as const;
    expect(missingPackages('bench', found)).toEqual(
      expect.arrayContaining(['ffmpeg', 'nginx-light', 'liquidsoap', 'mpv']),
    );
    expect(missingPackages('bench', found)).toEqual(
      expect.arrayContaining(['iproute2', 'nftables']),
    );
    expect(missingPackages('test', found)).not.toContain('nginx-light');
    expect(missingPackages('test', found)).not.toContain('nftables');
  });

  it('needs no Redis of its own when one is given, but tests always do', () => {
    const found = { ...nothing, modules: 'right', hasRedisUrl: true } as const;
    expect(missingPackages('run', found)).not.toContain('redis-server');
    expect(missingPackages('test', found)).toContain('redis-server');
  });

  it('counts ffmpeg as missing when ffprobe is', () => {
    const found = { ...everything, hasCommand: (name: string) => name !== 'ffprobe' };
    expect(missingPackages('run', found)).toEqual(['ffmpeg']);
  });
});

describe('planInstall', () => {
  const rights = { isRoot: true, hasSudo: false, hasApt: true };

  it('updates the package lists once, then installs without extras', () => {
    const plan = planInstall(['ffmpeg', 'espeak-ng'], rights);
    if (plan.kind !== 'install') throw new Error(plan.sentence);
    expect(plan.commands.map((words) => words.slice(-1))).toEqual([['update'], ['espeak-ng']]);
    expect(plan.commands[1]).toContain('--no-install-recommends');
    expect(plan.commands[1]).toContain('DEBIAN_FRONTEND=noninteractive');
    expect(plan.commands[0]?.[0]).toBe('env');
  });

  it('uses sudo where it works without asking', () => {
    const plan = planInstall(['ffmpeg'], { ...rights, isRoot: false, hasSudo: true });
    if (plan.kind !== 'install') throw new Error(plan.sentence);
    expect(plan.commands[0]?.slice(0, 2)).toEqual(['sudo', '-n']);
  });

  it('refuses with the exact command where nothing may be installed', () => {
    const plan = planInstall(['ffmpeg'], { ...rights, isRoot: false });
    expect(plan).toMatchObject({
      kind: 'refuse',
      sentence: expect.stringContaining(
        '"sudo apt-get update && sudo apt-get install -y --no-install-recommends ffmpeg"',
      ),
    });
  });

  it('refuses plainly where there is no apt-get', () => {
    const plan = planInstall(['ffmpeg'], { ...rights, hasApt: false });
    expect(plan).toMatchObject({ kind: 'refuse', sentence: expect.stringContaining('no apt-get') });
  });
});

describe('isInstalledAsLocked', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('accepts what matches, with or without optional packages', () => {
    expect(isInstalledAsLocked(locked, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
    const both = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } };
    expect(isInstalledAsLocked(locked, both)).toBe(true);
  });

  it('refuses a missing, another and an additional package', () => {
    const a = { version: '1.0.0' };
    expect(isInstalledAsLocked(locked, {})).toBe(false);
    expect(isInstalledAsLocked(locked, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
    expect(
      isInstalledAsLocked(locked, { 'node_modules/a': a, 'node_modules/b': { version: '9.0.0' } }),
    ).toBe(false);
    expect(isInstalledAsLocked(locked, { 'node_modules/a': a, 'node_modules/c': a })).toBe(false);
  });
});

describe('isNodeRecentEnough', () => {
  it('takes 20.19 and newer', () => {
    expect(['20.19.0', '20.20.2', '22.0.0', '24.1.0'].map(isNodeRecentEnough)).not.toContain(false);
    expect(['18.20.0', '20.18.3', '20.9.0'].map(isNodeRecentEnough)).not.toContain(true);
  });
});
