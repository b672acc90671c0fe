import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock } from '../../../runtime/clock.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import { monotonicMs } from '../streams/monotonic.ts';
import { eventsRequest, openStreams } from '../streams/open-streams.ts';

const clock = systemClock();
const limitMs = 30_000;
const quietMs = 1_000;

/** As long as an order for forty endpoints, which is what the server writes into a stream. */
const nudge = `event: stop\ndata: ${'x'.repeat(700)}\n\n`;

/** From the word to the last of so many sockets having read a nudge, the slowest of some rounds, in ms. */
export async function measureRawLoop(count: number, rounds: number): Promise<number> {
  const life = lifetime();
  try {
    const child = fork(join(import.meta.dirname, 'raw-loop-process.ts'), {
      execArgv: ['--import', 'tsx'],
    });
    life.add(() => void child.kill('SIGKILL'));
    const [port] = (await once(child, 'message')) as [number];
    const requests = Array.from({ length: count }, () => eventsRequest('Loa nobody:x'));
    const streams = await openStreams(life, { port, requests, nudge: 'event: stop' });
    const tookMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await clock.sleep(quietMs);
      await streams.countAnew();
      const saidAt = monotonicMs();
      child.send(nudge);
      tookMs.push((await streams.untilAllHeard(limitMs)) - saidAt);
    }
    return Math.max(...tookMs);
  } finally {
    await life.dispose();
  }
}
