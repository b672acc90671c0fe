import { cpSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { offsetClock, type Clock } from '../../../runtime/clock.ts';
import type { RunningProcess } from '../../../runtime/lifecycle.ts';
import { createLogger, type Logger } from '../../../runtime/log.ts';
import { startAgent } from '../../../station/agent.ts';
import { parseStationArgs } from '../../../station/args.ts';
import type { FastClock, Span } from '../../support/fast-clock.ts';
import type { Outage } from './plan.ts';

/** An endpoint that goes down and comes up again. */
export interface Endpoint {
  boot(): Promise<void>;
  /** Lives through all outages; it is up afterwards. */
  liveThrough(outages: readonly Outage[]): Promise<void>;
  stop(): Promise<void>;
  /** When it was down. */
  downs(): readonly Span[];
  awakeMs(): number;
  /** That the null output has counted. */
  frames(): number;
}

/** What a clock without a battery shows when the power comes back. */
const resetTo = Date.UTC(2020, 0, 1);

export function createEndpoint(given: {
  clock: FastClock;
  folder: string;
  pairing: readonly string[];
  hasRtc: boolean;
}): Endpoint {
  const { clock, folder } = given;
  const downs: Span[] = [];
  const log = frameLog();
  let [boots, awakeMs, upSince] = [0, 0, 0];
  let wall: Clock = clock;
  let agent: RunningProcess | null = null;
  const data = () => join(folder, `data-${boots}`);

  const boot = async () => {
    const where = ['--data', data(), '--output', 'null', '--poll-seconds', '60'];
    const options = parseStationArgs([...given.pairing, ...where]);
    const end = new AbortController();
    upSince = clock.monotonic();
    const deps = { options, clock: wall, random: Math.random, log: log.logger };
    agent = await startAgent(deps, end.signal);
  };
  const stop = async () => {
    awakeMs += clock.monotonic() - upSince;
    await agent?.stop();
    agent = null;
  };
  /** What is on the disk at this instant is all that outlives it. */
  const cut = async () => {
    const before = data();
    boots += 1;
    cpSync(before, data(), { recursive: true });
    await stop();
    await rm(before, { recursive: true });
  };
  return {
    boot,
    stop,
    downs: () => downs,
    awakeMs: () => awakeMs,
    frames: log.frames,
    async liveThrough(outages) {
      for (const { is, atMs, offMs } of outages) {
        await clock.sleep(atMs - clock.now());
        const fromMs = clock.now();
        if (is === 'cut') await cut();
        else await stop();
        await clock.sleep(atMs + offMs - clock.now());
        if (is === 'cut' && !given.hasRtc) wall = offsetClock(clock, resetTo - clock.now());
        await boot();
        downs.push({ fromMs, toMs: clock.now() });
      }
    },
  };
}

/** Hears how many frames the null output has counted. */
function frameLog(): { logger: Logger; frames: () => number } {
  let sum = 0;
  const logger = Object.create(createLogger({ name: 'station', level: 'silent' })) as Logger;
  logger.info = (fields: unknown) => {
    if (typeof fields === 'object' && fields && 'frames' in fields) sum += Number(fields.frames);
  };
  return { logger, frames: () => sum };
}
