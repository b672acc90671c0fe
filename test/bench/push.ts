import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime, type Lifetime } from '../../runtime/lifecycle.ts';
import type { Bench } from './bench.ts';
import { pushThroughQueue } from './push/through-queue.ts';

const clock = systemClock();

/**
 * Signed pushes to endpoints at addresses of their own, through the table of work, the queue and a worker process;
 * 1 % fail at first. The clock runs from the order to the last right state, so packing, signing and every row count.
 * Against the same bytes and headers, sent by a loop over undici without guard, queue or table.
 */
export const run: Bench = async ({ quick, say }) => {
  const life = lifetime();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'loa-bench-'));
    life.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const count = quick ? 1_000 : 10_000;
    const receivers = child(life, 'receiver-process.ts');
    const [port] = (await once(receivers, 'message')) as [number];
    const ours = await pushThroughQueue(life, { folder, count, port, receivers, clock, say });
    say(`push: ${Math.round(ours.perSecond)}/s through the queue`);
    const bare: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      const loop = child(life, 'bare-process.ts');
      loop.send(ours.requests);
      const [perSecond] = (await once(loop, 'message')) as [number];
      bare.push(perSecond);
      say(`push: ${Math.round(perSecond)}/s by a bare loop`);
    }
    const bareMean = bare.reduce((sum, one) => sum + one, 0) / bare.length;
    const ratio = Math.round((ours.perSecond / bareMean) * 1000) / 1000;
    const { received } = ours;
    const figures = {
      ...{ endpoints: count, delivered: ours.delivered, duplicates: received.duplicates },
      ...{ refusedAtFirst: received.refused, pushesPerSec: Math.round(ours.perSecond) },
      ...{ barePerSec: Math.round(bareMean), firstTryPerSec: Math.round(ours.firstTryPerSecond) },
    };
    const short = [
      ...(ratio < 0.4 ? ['less than 0.4 of a bare undici loop'] : []),
      ...(ours.delivered < count ? ['not every endpoint is in the right state'] : []),
      ...(received.good < count ? ['not every endpoint was reached'] : []),
      ...(received.bad > 0 ? ['signatures were wrong'] : []),
      ...(received.duplicates > 0 ? ['some were pushed to twice'] : []),
      ...(received.refused < count / 100 ? ['too few failed at first'] : []),
    ];
    return { name: 'push', ratio, against: 'undici loop, no queue', figures, short };
  } finally {
    await life.dispose();
  }
};

function child(life: Lifetime, file: string): ChildProcess {
  const process = fork(join(import.meta.dirname, 'push', file), { execArgv: ['--import', 'tsx'] });
  life.add(() => void process.kill('SIGKILL'));
  return process;
}
