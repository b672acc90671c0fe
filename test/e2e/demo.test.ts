import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localTimeOf } from '../../core/time/zoned.ts';
import { zoneAt } from '../support/zone-at.ts';

const program = resolve(import.meta.dirname, '../../dist/cli/main.js');

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

function runDemo(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', program, 'demo', ...args], {
      env: {
        ...process.env,
        REDIS_URL: undefined,
        LOA_DATA: undefined,
        LOA_PORT: undefined,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
      settle({ code, stdout: text(out), stderr: text(err) });
    });
  });
}

const demoFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('loa-demo-'));

describe('loa demo', () => {
  it('plays everywhere on time at three in the night, and its sound files prove it', async () => {
    const zone = zoneAt(3);
    expect(localTimeOf(Date.now(), zone).slice(0, 2)).toBe('03');
    const before = demoFolders();
    const { code, stdout, stderr } = await runDemo(['--once', '--json'], { LOA_ZONE: zone });
    expect(code, `${stderr}\n${stdout}`).toBe(0);
    const figures = JSON.parse(stdout);
    expect(figures, stderr).toMatchObject({
      endpoints: 6,
      receivers: 1,
      recordings: 3,
      delivered: 1,
      plays: 18,
      missed: 0,
      soundsFound: 18,
      ok: true,
    });
    expect(figures.transcodeSeconds).toBeGreaterThan(0);
    expect(figures.playlists).toBeGreaterThan(0);
    expect(figures.pushes).toBeGreaterThan(0);
    expect(figures.startErrorMs.p99).toBeLessThanOrEqual(250);
    expect(figures.soundErrorMs.p99).toBeLessThanOrEqual(250);
    expect(stderr).toContain('đã phát');
    expect(stderr).toContain('đã gửi (chưa xác nhận)');
    expect(demoFolders()).toEqual(before);
  });

  it('says what it does not know, and ends with 64', async () => {
    const { code, stderr } = await runDemo(['--twice'], {});
    expect(code).toBe(64);
    expect(stderr).toContain("Unknown option '--twice'");
    expect(stderr).toContain('loa demo --help');
  });

  it('does not touch a folder that holds something', async () => {
    const { code, stdout, stderr } = await runDemo(['--once', '--json'], { LOA_DATA: '/etc' });
    expect(code).toBe(1);
    expect(stderr).toContain('not empty');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
  });
});
