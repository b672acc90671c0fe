import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../runtime/clock.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import { StationProtocolServer } from '../../support/station-protocol-server.ts';
import type { BenchOptions, BenchResult } from '../bench.ts';
import { startAgent } from '../onair/agents.ts';
import { entriesOf, makeItems } from '../onair/timetable.ts';
import { useOf } from './process-tree.ts';

const clock = systemClock();
const leadMs = 20_000;
const lookMs = 250;

/** An agent that plays one item after another, with the decoders that it starts. */
export async function measureAgent({
  quick,
  say,
}: BenchOptions): Promise<Pick<BenchResult, 'figures' | 'short'>> {
  const life = lifetime();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'loa-bench-'));
    life.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const server = new StationProtocolServer();
    await server.start();
    life.add(() => server.stop());
    const items = await makeItems(server, {
      folder,
      ...(quick ? { count: 2, seconds: 15 } : { count: 4, seconds: 45 }),
    });
    const entries = entriesOf(items, clock.now() + leadMs);
    server.publish({ entries });
    const delayFile = join(folder, 'delay');
    const agent = startAgent(server, {
      ...{ folder, name: 'agent', output: 'null' },
      nodeArgs: ['--import', join(import.meta.dirname, 'loop-delay.mjs')],
      env: { LOOP_DELAY_FILE: delayFile },
    });
    life.add(() => agent.stop());
    const began = entries[0]?.startsAt ?? 0;
    const end = (entries.at(-1)?.startsAt ?? 0) + (items.at(-1)?.durationMs ?? 0);
    say(`memory: an agent plays for ${Math.round((end - began) / 1000)} s`);
    await clock.sleep(began - clock.now());
    const first = { at: clock.monotonic(), ...useOf(agent.pid) };
    let agentMb = 0;
    while (clock.now() < end) {
      agentMb = Math.max(agentMb, useOf(agent.pid).residentMb);
      await clock.sleep(lookMs);
    }
    // The last report is on its way.
    for (let waits = 0; waits < 20 && server.plays.length < items.length; waits += 1)
      await clock.sleep(lookMs);
    const cpuMs = useOf(agent.pid).cpuMs - first.cpuMs;
    const figures = {
      agentMb: Math.round(agentMb),
      agentCpuPct: round((100 * cpuMs) / (clock.monotonic() - first.at)),
      agentEventLoopDelayP99Ms: round(Number(await readFile(delayFile, 'utf8'))),
      agentItems: server.plays.filter(({ reason }) => reason === 'completed').length,
    };
    const short = [
      ...(figures.agentMb > 160 ? ['the agent holds more than 160 MB'] : []),
      ...(figures.agentCpuPct > 8 ? ['the agent takes more than 8 % of a core'] : []),
      ...(figures.agentEventLoopDelayP99Ms > 25 ? ["the agent's loop runs late"] : []),
      ...(figures.agentItems < items.length ? ['the agent did not play'] : []),
    ];
    return { figures, short };
  } finally {
    await life.dispose();
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
