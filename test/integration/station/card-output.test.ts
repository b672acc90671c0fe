import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';
import type { OutputChoice } from '../../../station/args.ts';
import { openOutput } from '../../../station/output/open-output.ts';
import {
  breaksIn,
  numberOf,
  samplesOf,
  writeNumbered,
  type Written,
} from '../../support/numbered-stream.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const run = promisify(execFile);
const clock = systemClock();
const log = createLogger({ name: 'station', level: 'silent' });

async function opened(choice: OutputChoice) {
  const faults: string[] = [];
  const onFault = (fault: unknown) => faults.push(String(fault));
  const output = await openOutput(choice, { clock, log, onFault });
  onTestFinished(() => output.close());
  return { output, faults };
}

/** A device of ALSA's own making that writes what it is given into a file. */
async function alsaFile(): Promise<string> {
  const folder = await tempFolder();
  const file = join(folder, 'card.raw');
  const config = join(folder, 'asound.conf');
  const device = `type file slave.pcm "null" file "${file}" format "raw"`;
  await writeFile(config, `</usr/share/alsa/alsa.conf>\npcm.loatest { ${device} }\n`);
  vi.stubEnv('ALSA_CONFIG_PATH', config);
  onTestFinished(() => void vi.unstubAllEnvs());
  return file;
}

/** Process ids of this process's children by name. */
function children(name: string): number[] {
  const ids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return ids
    .trim()
    .split(' ')
    .filter((id) => existsSync(`/proc/${id}`))
    .filter((id) => readFileSync(`/proc/${id}/comm`, 'utf8').trim() === name)
    .map(Number);
}

const heardIn = async (file: string) => samplesOf(await readFile(file));

/** Silence, then the stream from some frame on without a break. */
function expectWhole(samples: Int16Array): { first: number; silence: number } {
  const silence = samples.findIndex((sample) => sample !== 0);
  expect(silence).toBeGreaterThanOrEqual(0);
  expect(breaksIn(samples.subarray(silence))).toEqual([]);
  return { first: (samples[silence] ?? 0) - 1, silence };
}

describe('a sound card', () => {
  it('gets every frame once and in order, after silence that brings the first to its time', async () => {
    const file = await alsaFile();
    const { output, faults } = await opened({ to: 'alsa', device: 'loatest' });
    const { frames, lost } = await writeNumbered(output, 2500);
    // The device keeps the last second for itself.
    const reached = frames - lost.length * 480 - 24_000;
    await until(async () => (await heardIn(file)).length >= reached || undefined, {
      limitMs: 3000,
      what: 'the device has it',
    });
    const { first, silence } = expectWhole(await heardIn(file));
    // What came before the device was open did not reach it, and says so.
    expect(lost).toHaveLength(first / 480);
    expect(silence).toBeLessThanOrEqual(output.aheadMs * 24);
    expect(faults).toEqual([]);
  });

  it('that is lost comes back by itself; meanwhile nothing is called heard', async () => {
    const file = await alsaFile();
    const { output, faults } = await opened({ to: 'alsa', device: 'loatest' });
    const written: Written = await writeNumbered(output, 1500);
    const before = written.lost.length;
    const [player = 0] = children('aplay');
    process.kill(player, 'SIGKILL');
    await writeNumbered(output, 2500, written);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('aplay ended with SIGKILL');
    const lostMs = (written.lost.length - before) * 20;
    expect(lostMs).toBeGreaterThan(400);
    expect(lostMs).toBeLessThan(2000);
    expect(children('aplay')).toHaveLength(1);
    const { first } = expectWhole(await heardIn(file));
    expect(first).toBe(numberOf((written.lost.at(-1) ?? 0) + 480) - 1);
  });

  it('that is not there is named once, and the sound goes on without it', async () => {
    await alsaFile();
    const { output, faults } = await opened({ to: 'alsa', device: 'missing' });
    const { lost, frames } = await writeNumbered(output, 1500);
    expect(lost).toHaveLength(frames / 480);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('missing');
  });
});

describe('a named pipe', () => {
  it('is made, waits for its reader, outlives it, and brings the stream to the next', async () => {
    const path = join(await tempFolder(), 'sound');
    const { output, faults } = await opened({ to: 'fifo', path });
    const written = await writeNumbered(output, 800);
    expect(written.lost).toHaveLength(written.frames / 480);
    expect(faults).toEqual([`Error: nobody reads ${path}`]);
    for (const _ of ['first reader', 'second']) {
      const reader = await open(path, 'r');
      const heard = reader.createReadStream();
      const chunks: Buffer[] = [];
      heard.on('data', (chunk) => chunks.push(chunk as Buffer));
      await writeNumbered(output, 4000, written);
      heard.destroy();
      expectWhole(samplesOf(Buffer.concat(chunks)));
      await writeNumbered(output, 300, written);
    }
  });

  it('is not a file', async () => {
    const path = join(await tempFolder(), 'sound.raw');
    await writeFile(path, 'mine');
    const { faults } = await opened({ to: 'fifo', path });
    await until(async () => faults[0], { limitMs: 3000, what: 'it is refused' });
    expect(faults[0]).toContain('is not a named pipe');
    expect(await readFile(path, 'utf8')).toBe('mine');
  });
});

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
    const { output, faults } = await opened({ to: 'pulse', sink: 'loa' });
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
