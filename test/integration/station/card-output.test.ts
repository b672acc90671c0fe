import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { itBeside } from '../../support/after-test.ts';
import {
  breaksIn,
  numberOf,
  samplesOf,
  writeNumbered,
  type Written,
} from '../../support/numbered-stream.ts';
import { openedOutput } from '../../support/opened-output.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

/** A device of ALSA's own making that writes what it is given into a file. */
interface FileCard {
  device: string;
  file: string;
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-cards-'));
  vi.stubEnv('ALSA_CONFIG_PATH', join(folder, 'asound.conf'));
  const cards = ['whole', 'lost'].map(
    (name) =>
      `pcm.${name} { type file slave.pcm "null" file "${join(folder, name)}" format "raw" }\n`,
  );
  const config = ['</usr/share/alsa/alsa.conf>\n', ...cards].join('');
  await writeFile(join(folder, 'asound.conf'), config);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const card = (device: 'whole' | 'lost'): FileCard => ({ device, file: join(folder, device) });

/** Process ids of this process's players of a device. */
function playersOf({ device }: FileCard): number[] {
  const ids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return ids
    .trim()
    .split(' ')
    .filter((id) => existsSync(`/proc/${id}`))
    .filter((id) =>
      readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith(`aplay\0-D\0${device}\0`),
    )
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

describe.concurrent('a sound card', () => {
  itBeside(
    'gets every frame once and in order, after silence that brings the first to its time',
    async () => {
      const { device, file } = card('whole');
      const { output, faults } = await openedOutput({ to: 'alsa', device });
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
    },
  );

  itBeside('that is lost comes back by itself; meanwhile nothing is called heard', async () => {
    const { device, file } = card('lost');
    const { output, faults } = await openedOutput({ to: 'alsa', device });
    const written: Written = await writeNumbered(output, 1500);
    const before = written.lost.length;
    const [player = 0] = playersOf(card('lost'));
    process.kill(player, 'SIGKILL');
    await writeNumbered(output, 2500, written);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('aplay ended with SIGKILL');
    const lostMs = (written.lost.length - before) * 20;
    expect(lostMs).toBeGreaterThan(400);
    expect(lostMs).toBeLessThan(2000);
    expect(playersOf(card('lost'))).toHaveLength(1);
    const { first } = expectWhole(await heardIn(file));
    expect(first).toBe(numberOf((written.lost.at(-1) ?? 0) + 480) - 1);
  });

  itBeside('that is not there is named once, and the sound goes on without it', async () => {
    const { output, faults } = await openedOutput({ to: 'alsa', device: 'missing' });
    const { lost, frames } = await writeNumbered(output, 1500);
    expect(lost).toHaveLength(frames / 480);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('missing');
  });
});

describe.concurrent('a named pipe', () => {
  itBeside(
    'is made, waits for its reader, outlives it, and brings the stream to the next',
    async () => {
      const path = join(await tempFolder(), 'sound');
      const { output, faults } = await openedOutput({ to: 'fifo', path });
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
    },
  );

  itBeside('is not a file', async () => {
    const path = join(await tempFolder(), 'sound.raw');
    await writeFile(path, 'mine');
    const { faults } = await openedOutput({ to: 'fifo', path });
    await until(async () => faults[0], { limitMs: 3000, what: 'it is refused' });
    expect(faults[0]).toContain('is not a named pipe');
    expect(await readFile(path, 'utf8')).toBe('mine');
  });
});
