import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { ROOT } from '../../../scripts/setup.mjs';

function runCiScript(name: string, ...args: string[]): string {
  const script = join(ROOT, '.ci', name);
  return execFileSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

describe('count-tests.mjs', () => {
  function count(report: object | undefined, exitCode: number): string {
    const folder = mkdtempSync(join(tmpdir(), 'loa-ci-'));
    try {
      const file = join(folder, 'tests.json');
      if (report !== undefined) writeFileSync(file, JSON.stringify(report));
      return runCiScript('count-tests.mjs', file, String(exitCode));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const file = { status: 'passed', assertionResults: [{}] };

  it('counts what passed and what failed', () => {
    const report = { numPassedTests: 5, numFailedTests: 2, testResults: [file] };
    expect(count(report, 1)).toBe('5 2');
  });

  it('counts a file that did not load', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    const report = { numPassedTests: 5, numFailedTests: 0, testResults: [file, unloaded] };
    expect(count(report, 1)).toBe('5 1');
  });

  it('counts one failure when there is no report, no test, or a bad ending', () => {
    expect(count(undefined, 1)).toBe('0 1');
    expect(count({ numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0)).toBe('0 1');
    expect(count({ numPassedTests: 3, numFailedTests: 0, testResults: [file] }, 124)).toBe('3 1');
  });
});

describe('leftovers.mjs', () => {
  it('finds a process by the mark of its run, also one that left the group', async () => {
    const mark = `test-${process.pid}`;
    const left = spawn('sleep', ['60'], {
      env: { ...process.env, LOA_CI_RUN: mark },
      detached: true,
      stdio: 'ignore',
    });
    await once(left, 'spawn');
    try {
      expect(runCiScript('leftovers.mjs', mark)).toBe(String(left.pid));
      expect(runCiScript('leftovers.mjs', `${mark}-other`)).toBe('');
    } finally {
      left.kill('SIGKILL');
    }
  });
});
