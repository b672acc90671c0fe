import { spawn } from 'node:child_process';
import { constants, open } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Command } from '../amplifier/run-hook.ts';

/** Where somebody at the loudspeaker says stop: a named pipe or file, or a program that prints a line each time. */
export type StopInput = { by: 'file'; path: string } | { by: 'command'; command: Command };

export interface StopInputDeps {
  input: StopInput;
  clock: Clock;
  log: Logger;
  onStop: () => void;
}

const openFile = promisify(open);
/** A button bounces, a program prints several lines at once. */
const leastGapMs = 1000;
const retryMs = 5000;
const lookMs = 250;

/** Listens for ever; what ends or fails is opened again. */
export async function hearStops(deps: StopInputDeps, signal: AbortSignal): Promise<never> {
  const { clock, log, input } = deps;
  let lastAt = -Infinity;
  const stop = () => {
    const now = clock.monotonic();
    if (now - lastAt >= leastGapMs) deps.onStop();
    lastAt = now;
  };
  for (;;) {
    try {
      if (input.by === 'command') await hearCommand(input.command, stop, signal);
      else await hearFile(input.path, { clock, stop }, signal);
    } catch (err) {
      signal.throwIfAborted();
      log.warn({ err }, 'stop input not heard');
    }
    await clock.sleep(retryMs, signal);
  }
}

async function hearCommand(
  [program, ...args]: Command,
  stop: () => void,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], signal });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  await Promise.race([hearLines(child.stdout, stop), failed]);
}

async function hearLines(lines: Readable, stop: () => void): Promise<void> {
  for await (const line of createInterface({ input: lines })) if (line.trim() !== '') stop();
}

/** A pipe is read; an ordinary file says stop whenever it is written. */
async function hearFile(
  path: string,
  { clock, stop }: { clock: Clock; stop: () => void },
  signal: AbortSignal,
): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFIFO()) {
    // Opened for writing too, it has no end when a writer leaves.
    const fd = await openFile(path, constants.O_RDWR | constants.O_NONBLOCK);
    await hearLines(new Socket({ fd, readable: true, writable: false, signal }), stop);
    return;
  }
  for (let before = await contentOf(path); ;) {
    await clock.sleep(lookMs, signal);
    const now = await contentOf(path);
    if (now !== before && now !== '') stop();
    before = now;
  }
}

/** When it was written, and what; empty where it is missing. */
async function contentOf(path: string): Promise<string> {
  try {
    const { mtimeMs } = await stat(path);
    return `${mtimeMs} ${(await readFile(path, 'utf8')).slice(0, 100)}`;
  } catch {
    return '';
  }
}
