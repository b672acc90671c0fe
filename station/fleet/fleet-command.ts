import { randomInt } from 'node:crypto';
import { systemClock } from '../../runtime/clock.ts';
import { readMembers } from './credentials.ts';
import type { FleetOptions } from './fleet-args.ts';
import { runFleet } from './fleet.ts';
import { createTally } from './tally.ts';

/** `loa fleet`: simulated loudspeakers until their time is over or somebody ends them. */
export async function fleetCommand(options: FleetOptions): Promise<void> {
  const clock = systemClock();
  const end = new AbortController();
  const stop = () => end.abort(new Error('the fleet ends'));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
  const onFailure = (err: unknown) => {
    process.stderr.write(`not paired yet: ${err instanceof Error ? err.message : String(err)}\n`);
  };
  const pairing = { ...options, clock, random: Math.random, onFailure };
  const members = await readMembers(options.data, pairing, end.signal);
  const some = members.slice(0, options.endpoints ?? members.length);
  const seed = options.seed ?? randomInt(1_000_000);
  process.stderr.write(`${some.length} endpoints, seed ${seed}\n`);
  if (options.seconds !== null)
    clock.sleep(options.seconds * 1000, end.signal).then(stop, () => {});
  const report = await runFleet(
    some,
    {
      ...options,
      ...{ seed, clock, tally: createTally(), playlists: new Map() },
      pollMs: options.pollSeconds * 1000,
      bootMs: options.bootSeconds * 1000,
    },
    end.signal,
  );
  process.stdout.write(`${JSON.stringify({ endpoints: some.length, seed, ...report })}\n`);
  process.exitCode = report.wrongs > 0 || some.length === 0 ? 1 : 0;
}
