import { setMaxListeners } from 'node:events';
import type { Member } from './credentials.ts';
import type { FleetDeps } from './fleet-deps.ts';
import { runEndpoint } from './run-endpoint.ts';
import type { FleetReport } from './tally.ts';

/** Runs the fleet until aborted, and tells what it met. */
export async function runFleet(
  members: readonly Member[],
  deps: FleetDeps,
  signal: AbortSignal,
): Promise<FleetReport> {
  setMaxListeners(0, signal);
  await Promise.all(members.map((member, index) => runEndpoint(member, index, deps, signal)));
  return deps.tally.report();
}
