import { setMaxListeners } from 'node:events';
import type { Playlist } from '../../core/playlist/playlist.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Member } from './credentials.ts';
import { runEndpoint } from './run-endpoint.ts';
import type { FleetReport, Tally } from './tally.ts';
import type { Climate } from './weather.ts';

/** What all endpoints of a fleet have in common. */
export interface FleetDeps {
  server: string;
  climate: Climate;
  seed: number;
  pollMs: number;
  /** They come up within so long of each other, in ms. */
  bootMs: number;
  hasEvents: boolean;
  hasMedia: boolean;
  /** By hash: what one of them has fetched. */
  playlists: Map<string, Playlist>;
  clock: Clock;
  tally: Tally;
}

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
