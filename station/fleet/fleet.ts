import { setMaxListeners } from 'node:events';
import { atMost } from '../../runtime/turns.ts';
import type { Member } from './credentials.ts';
import type { FleetDeps } from './fleet-deps.ts';
import { runEndpoint } from './run-endpoint.ts';
import type { FleetReport } from './tally.ts';

/** Opening more connections at once, a process is too busy to read the answers in time. */
const exchangesAtOnce = 100;

/** Runs the fleet until aborted, and tells what it met. */
export async function runFleet(
  members: readonly Member[],
  given: Omit<FleetDeps, 'inTurn'>,
  signal: AbortSignal,
): Promise<FleetReport> {
  setMaxListeners(0, signal);
  const deps = { ...given, inTurn: atMost(exchangesAtOnce) };
  await Promise.all(members.map((member, index) => runEndpoint(member, index, deps, signal)));
  return deps.tally.report();
}
