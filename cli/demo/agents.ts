import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { endpointRoutes } from '../../contract/http/endpoints.ts';
import { startLoaProcess } from '../loa-process.ts';
import type { Commune } from './district.ts';
import type { Person } from './person.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

/** An agent of the demo, an own process. */
export interface Agent {
  commune: Commune;
  /** What it plays into. */
  soundFile: string;
}

const pairedLimitMs = 60_000;
const stopLimitMs = 15_000;

/** Starts one agent a commune with a pairing code of its own and waits until all are paired. */
export async function startAgents(
  stage: Stage,
  operator: Person,
  { origin, communes }: { origin: string; communes: readonly Commune[] },
): Promise<Agent[]> {
  const agents: Agent[] = [];
  const stops: (() => Promise<void>)[] = [];
  stage.undo.add(async () => {
    await Promise.all(stops.map((stop) => stop()));
  });
  for (const [index, commune] of communes.entries()) {
    const folder = join(stage.folder.own, `station-${index + 1}`);
    mkdirSync(folder);
    const soundFile = join(folder, 'sound.wav');
    const { code } = await operator.call(endpointRoutes.pair, {
      params: { id: commune.endpointId },
    });
    const log = openSync(join(folder, 'agent.log'), 'a');
    const agent = await startLoaProcess(
      [
        ...['station', '--server', origin, '--code', code],
        ...['--data', join(folder, 'data'), '--output', `wav:${soundFile}`],
      ],
      { env: stage.env, output: log, stopLimitMs },
    );
    closeSync(log);
    stops.push(() => agent.stop());
    agents.push({ commune, soundFile });
  }
  await waitUntilOnline(stage, operator, communes);
  return agents;
}

async function waitUntilOnline(
  { clock, signal }: Stage,
  operator: Person,
  communes: readonly Commune[],
): Promise<void> {
  let missing = communes;
  await waitFor(
    async () => {
      const { items } = await operator.call(endpointRoutes.list, { query: { limit: 100 } });
      const online = new Set(
        items.filter((item) => item.presence === 'online').map((item) => item.id),
      );
      missing = communes.filter((commune) => !online.has(commune.endpointId));
      return missing.length === 0 ? true : undefined;
    },
    {
      clock,
      signal,
      limitMs: pairedLimitMs,
      otherwise: () =>
        `These did not come online: ${missing.map((commune) => commune.endpointName).join(', ')}.`,
    },
  );
}
