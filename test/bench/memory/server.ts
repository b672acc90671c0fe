import { readFile } from 'node:fs/promises';
import { systemClock } from '../../../runtime/clock.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import type { BenchOptions } from '../bench.ts';
import { headOf, startProvince } from '../poll/province.ts';
import { eventsRequest, openStreams } from '../streams/open-streams.ts';

/** What the server holds while every endpoint listens. */
export interface ServerMemory {
  connected: number;
  /** The process with all its threads; no child of it is running. */
  serverMb: number;
  eventLoopDelayP99Ms: number;
}

const clock = systemClock();

/** A real server with 10,000 event streams of as many endpoints, and polls as usual beside them. */
export async function measureServer({ quick, say }: BenchOptions): Promise<ServerMemory> {
  const life = lifetime();
  try {
    const size = quick ? { communes: 20, endpointsEach: 50 } : { communes: 200, endpointsEach: 50 };
    const { port, pid, pollers } = await startProvince(life, size, { say });
    const [first] = pollers;
    const authorizations = pollers.map(({ id, secret }) => `Loa ${id}:${secret}`);
    await headOf(port, `Loa ${first?.id ?? ''}:${first?.secret ?? ''}`);
    await headOf(port, authorizations.at(-1) ?? '');
    const requests = authorizations.map(eventsRequest);
    const streams = await openStreams(life, { port, requests, nudge: 'event: head' });
    const connected = streams.open();
    say(`memory: ${connected} streams are open`);
    // From here on counts what there is in steady service.
    await metric(port);
    await clock.sleep(quick ? 5_000 : 60_000);
    const eventLoopDelayP99Ms = (await metric(port)) * 1_000;
    return { connected, serverMb: await residentMb(pid), eventLoopDelayP99Ms };
  } finally {
    await life.dispose();
  }
}

/** The delay since the last call, 99th percentile, in seconds. */
async function metric(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/loa_event_loop_delay_seconds\{quantile="0.99"\} (\S+)/.exec(text)?.[1]);
}

async function residentMb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(text)?.[1]) / 1024);
}
