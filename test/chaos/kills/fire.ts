import type { Clock } from '../../../runtime/clock.ts';
import type { TestLoa } from '../../support/loa.ts';
import type { Agents } from './agents.ts';

const victims = ['server', 'worker', 'redis', 'agent'] as const;
type Victim = (typeof victims)[number];

const shortestGapMs = 2000;
const longestGapMs = 9000;

/** Kills one process after another, at moments and in an order that the seed tells; of four rounds each has one. */
export async function openFire(given: {
  loa: TestLoa;
  fleet: Agents;
  rounds: number;
  next: (limit: number) => number;
  clock: Clock;
  say: (line: string) => void;
}): Promise<Record<string, number>> {
  const { loa, fleet, rounds, next, clock, say } = given;
  const kills: Record<Victim, number> = { server: 0, worker: 0, redis: 0, agent: 0 };
  let order: Victim[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await clock.sleep(shortestGapMs + next(longestGapMs - shortestGapMs));
    if (order.length === 0) order = [...victims];
    const [victim = 'server'] = order.splice(next(order.length), 1);
    if (shoot(victim, loa, fleet, next)) kills[victim] += 1;
    if (round % 20 === 0) say(`${round} of ${rounds} rounds`);
  }
  return Object.fromEntries(victims.map((victim) => [`${victim}Kills`, kills[victim]]));
}

/** Whether there was something to kill: it may be on its way up again. */
function shoot(
  victim: Victim,
  loa: TestLoa,
  fleet: Agents,
  next: (limit: number) => number,
): boolean {
  if (victim === 'agent') {
    fleet.kill(next(fleet.count));
    return true;
  }
  try {
    process.kill(loa.pidOf(victim), 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
