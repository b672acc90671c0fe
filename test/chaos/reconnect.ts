import { systemClock } from '../../runtime/clock.ts';
import { lifetime } from '../../runtime/lifecycle.ts';
import { everyHead, startProvince } from '../bench/poll/province.ts';
import { startServerProcess } from '../bench/poll/server-process.ts';
import type { Chaos } from './chaos.ts';
import { startFleetProcess } from './fleet/fleet-process.ts';
import { writeMembers } from './fleet/write-members.ts';
import { judgeReconnect } from './reconnect/judge.ts';

const clock = systemClock();
/** Endpoints of one process; one for all would be slower to ask than the server to answer. */
const endpointsEach = 2500;

/** The server dies and comes back, and a whole province's endpoints ask it at once: all are served. */
export const run: Chaos = async ({ seed, quick, say }) => {
  const life = lifetime();
  const began = clock.monotonic();
  const size = { communes: quick ? 100 : 1000, endpointsEach: 10 };
  const pace = quick ? { seconds: 45, pollSeconds: 20 } : { seconds: 360, pollSeconds: 60 };
  try {
    const province = await startProvince(life, size, { say });
    const { port, pid, env, pollers, dataFolder } = province;
    await everyHead(port, pollers);
    const folders = await writeMembers(`${dataFolder}/fleet`, {
      ...{ origin: `http://127.0.0.1:${port}`, paired: pollers, each: endpointsEach },
    });
    say(`${pollers.length} heads are made; the server is killed`);
    process.kill(pid, 'SIGKILL');
    const again = await startServerProcess({ ...env, LOA_PORT: String(port) });
    life.add(again.stop);
    const fleets = folders.map((folder, index) =>
      startFleetProcess({
        ...{ server: again.origin, folder, seed: seed + index, pollSeconds: pace.pollSeconds },
        args: ['--seconds', String(pace.seconds)],
      }),
    );
    life.add(() => fleets.forEach(({ kill }) => kill()));
    const reports = await Promise.all(fleets.map(({ ended }) => ended));
    const { figures, wrong } = judgeReconnect(reports, pollers.length);
    const seconds = Math.round((clock.monotonic() - began) / 1000);
    return { name: 'reconnect', seed, seconds, figures, wrong };
  } finally {
    await life.dispose();
  }
};
