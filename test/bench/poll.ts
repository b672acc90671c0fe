import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime, type Lifetime } from '../../runtime/lifecycle.ts';
import type { Bench } from './bench.ts';
import { keepBusy } from './poll/busy.ts';
import { load } from './poll/load.ts';
import { headOf, startProvince } from './poll/province.ts';
import type { Poller } from './poll/seed.ts';

const clock = systemClock();
// 100,000 endpoints that poll each minute.
const perSecond = 1_700;
const rounds = 3;

/** Authenticated polls of the head, 99 of 100 answered with 304, against a server that does nothing else. */
export const run: Bench = async ({ quick, say }) => {
  const life = lifetime();
  try {
    const seconds = quick ? 2 : 6;
    const size = quick ? { communes: 20, endpointsEach: 5 } : { communes: 200, endpointsEach: 10 };
    const { port, operator, rootId, pollers } = await startProvince(life, size, { say });
    const requests = await pollRequests(port, pollers, say);
    const barePort = await startBare(life);
    const flood = (target: number) =>
      load({ port: target, requests, connections: 32, pipeline: 16, seconds, perSecond: null });
    const ours: number[] = [];
    const bare: number[] = [];
    let share304 = 1;
    for (let round = 0; round < rounds; round += 1) {
      const report = await flood(port);
      share304 = Math.min(share304, report.notModified / report.answers);
      ours.push(report.answers / report.seconds);
      const peer = await flood(barePort);
      bare.push(peer.answers / peer.seconds);
      say(`poll: ${Math.round(ours.at(-1) ?? 0)}/s, node:http ${Math.round(bare.at(-1) ?? 0)}/s`);
    }
    const paced = { port, requests, connections: 64, pipeline: 1, seconds: seconds * 2, perSecond };
    const calm = await load(paced);
    say(`poll: p99 ${calm.p99Ms.toFixed(1)} ms at ${perSecond}/s; now with compiles and reports`);
    const work = keepBusy(operator, { rootId, clock });
    const busy = await load(paced);
    const done = await work.stop();
    say(`poll: p99 ${busy.p99Ms.toFixed(1)} ms beside ${JSON.stringify(done)}`);
    const ratio = median(ours) / median(bare);
    const figures = {
      reqPerSec: Math.round(median(ours)),
      bareReqPerSec: Math.round(median(bare)),
      share304: round3(share304),
      endpoints: pollers.length,
      p99Ms: round3(calm.p99Ms),
      busyP99Ms: round3(busy.p99Ms),
      busyCompiles: done.compiles,
      busyReports: done.reports,
    };
    const short = [
      ...(ratio < 0.5 ? ['less than half of bare node:http'] : []),
      ...(calm.p99Ms > 25 ? ['p99 above 25 ms'] : []),
      ...(busy.p99Ms > 25 ? ['p99 above 25 ms while busy'] : []),
      ...(share304 < 0.98 ? ['too few answers were 304'] : []),
      ...(busy.answers < perSecond * seconds ? ['polls went unanswered while busy'] : []),
    ];
    const against = 'node:http answering 304';
    return { name: 'poll', ratio: round3(ratio), against, figures, short };
  } finally {
    await life.dispose();
  }
};

/** A poll of each endpoint with the ETag that it holds; every hundredth holds none yet. */
async function pollRequests(
  port: number,
  pollers: readonly Poller[],
  say: (line: string) => void,
): Promise<string[]> {
  const began = clock.monotonic();
  const requests: string[] = [];
  for (const [index, { id, secret }] of pollers.entries()) {
    const authorization = `Loa ${id}:${secret}`;
    const etag = await headOf(port, authorization);
    const lines = [
      'GET /station/v1/head HTTP/1.1',
      'Host: loa',
      `Authorization: ${authorization}`,
      ...(index % 100 === 0 ? [] : [`If-None-Match: ${etag}`]),
    ];
    requests.push(`${lines.join('\r\n')}\r\n\r\n`);
  }
  say(`poll: every head was there after ${Math.round(clock.monotonic() - began)} ms`);
  return requests;
}

async function startBare(life: Lifetime): Promise<number> {
  const child = fork(join(import.meta.dirname, 'poll/bare-server.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  life.add(() => {
    child.disconnect();
  });
  const [port] = (await once(child, 'message')) as [number];
  return port;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function round3(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
