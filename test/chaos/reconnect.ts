import { systemClock } from '../../runtime/clock.ts';
import { lifetime } from '../../runtime/lifecycle.ts';
import { headOf, startProvince } from '../bench/poll/province.ts';
import type { Poller } from '../bench/poll/seed.ts';
import { startServerProcess } from '../bench/poll/server-process.ts';
import type { Chaos } from './chaos.ts';
import { judgeReconnect } from './reconnect/judge.ts';
import { runFleetProcess, writeMembers } from './reconnect/fleet-process.ts';

const clock = systemClock();

/** The server dies and comes back, and a whole province's endpoints ask it at once: all are served. */
export const run: Chaos = async ({ seed, quick, say }) => {
  const life = lifetime();
  const began = clock.monotonic();
  const size = { communes: quick ? 100 : 1000, endpointsEach: 10 };
  try {
    const province = await startProvince(life, size, { say });
    const { port, pid, env, pollers, dataFolder } = province;
    await everyHead(port, pollers);
    const folders = await writeMembers(`${dataFolder}/fleet`, province);
    say(`${pollers.length} heads are made; the server is killed`);
    process.kill(pid, 'SIGKILL');
    const again = await startServerProcess({ ...env, LOA_PORT: String(port) });
    life.add(again.stop);
    // Both ends of 10,000 event streams and polls are more than a process may have open.
    const fleet = { server: again.origin, seconds: quick ? 45 : 120, hasEvents: quick };
    const reports = await Promise.all(
      folders.map((own, index) => runFleetProcess({ ...fleet, folder: own, seed: seed + index })),
    );
    const { figures, wrong } = judgeReconnect(reports, pollers.length);
    const seconds = Math.round((clock.monotonic() - began) / 1000);
    return { name: 'reconnect', seed, seconds, figures, wrong };
  } finally {
    await life.dispose();
  }
};

/** All are compiled, so that what is asked for is there to be had. */
async function everyHead(port: number, pollers: readonly Poller[]): Promise<void> {
  const atOnce = 50;
  for (let at = 0; at < pollers.length; at += atOnce)
    await Promise.all(
      pollers.slice(at, at + atOnce).map(({ id, secret }) => headOf(port, `Loa ${id}:${secret}`)),
    );
}
