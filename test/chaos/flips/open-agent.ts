import { join } from 'node:path';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';
import { parseStationArgs } from '../../../station/args.ts';
import { openParts, type AgentParts } from '../../../station/open-parts.ts';
import { StationProtocolServer } from '../../support/station-protocol-server.ts';
import type { FlipsGiven } from './count.ts';

export const log = createLogger({ name: 'station', level: 'silent' });

/** A paired agent whose loops do not run: each step is the run's own. */
export interface OpenAgent {
  server: StationProtocolServer;
  parts: AgentParts;
  clock: Clock;
  signal: AbortSignal;
  /** What was reported since the last time, in the database or on its way to it. */
  reports(): Promise<{ what: string; code: string }[]>;
  /** Lets more than an hour pass, after which the same is reported again. */
  passAnHour(): void;
}

export async function openAgent(name: string, { folder, life }: FlipsGiven): Promise<OpenAgent> {
  const server = new StationProtocolServer();
  await server.start();
  life.add(() => server.stop());
  const real = systemClock();
  let aheadMs = 0;
  const clock = { ...real, monotonic: () => real.monotonic() + aheadMs };
  const pairing = ['--server', server.origin, '--code', server.code];
  const options = parseStationArgs([...pairing, '--data', join(folder, name), '--output', 'null']);
  const end = new AbortController();
  const parts = await openParts({ options, clock, random: Math.random, log }, life, end.signal);
  life.add(() => end.abort());
  return {
    ...{ server, parts, clock, signal: end.signal },
    reports: async () => {
      const waiting = await parts.incidents.waiting(1000);
      await parts.incidents.accepted(waiting.map(({ id }) => id));
      return waiting;
    },
    passAnHour: () => {
      aheadMs += 3_600_001;
    },
  };
}
