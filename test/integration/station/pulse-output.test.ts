import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { writeNumbered } from '../../support/numbered-stream.ts';
import { openedOutput } from '../../support/opened-output.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const run = promisify(execFile);
const clock = systemClock();

describe('a PulseAudio sink', () => {
  it('tells how far it is, and keeps its time through a stall of ours', async () => {
    const folder = await tempFolder();
    const socket = join(folder, 'socket');
    const modules = [
      ...['-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`],
      ...['-L', 'module-null-sink sink_name=loa'],
    ];
    const server = spawn(
      'pulseaudio',
      ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', ...modules],
      { stdio: 'ignore', env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder } },
    );
    const ended = once(server, 'exit');
    onTestFinished(async () => {
      server.kill('SIGKILL');
      await ended;
    });
    vi.stubEnv('PULSE_SERVER', `unix:${socket}`);
    vi.stubEnv('HOME', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    await until(() => run('pactl', ['info']), { limitMs: 10_000, what: 'PulseAudio answers' });
    const { output, faults } = await openedOutput({ to: 'pulse', sink: 'loa' });
    const written = await writeNumbered(output, 0);
    const settle = async () => {
      for (let zero = NaN; !(Math.abs(output.startedAt - zero) < 5);) {
        zero = output.startedAt;
        await writeNumbered(output, 1500, written);
      }
      return output.startedAt;
    };
    // A sink that was idle may have two seconds of silence before it.
    await writeNumbered(output, 4000, written);
    const zero = await settle();
    const before = written.lost.length;
    const stallUntil = clock.monotonic() + 1200;
    while (clock.monotonic() < stallUntil);
    await writeNumbered(output, 1500, written);
    expect(Math.abs((await settle()) - zero)).toBeLessThan(300);
    // Most of it was too late to sound at its time.
    expect((written.lost.length - before) * 20).toBeGreaterThan(300);
    expect(faults).toEqual([]);
  });
});
