import { retryWaitMs } from '../link/retry-wait.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { FleetDeps } from './fleet-deps.ts';
import type { Held } from './simulated-endpoint.ts';
import type { Chance } from './weather.ts';
import { throughWeather } from './weather-fetch.ts';

/** One endpoint while its power is on. */
export interface Awake {
  held: Held;
  link: ServerLink;
  chance: Chance;
  deps: FleetDeps;
  /** How far its clock has run away, in ms. */
  offsetMs: () => number;
  /** When it came up first, monotonic ms. */
  bornAt: number;
  /** Whether its event stream is open. */
  ears: { areOpen: boolean };
  /** Wakes the poll. */
  nudge: () => void;
  nudged: () => Promise<void>;
}

export const longestRestMs = 60_000;

export function bell(): Pick<Awake, 'nudge' | 'nudged'> {
  let wake = () => {};
  return {
    nudge: () => wake(),
    nudged: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}

/** Tries an exchange through the weather for ever, with the agent's patience. */
export async function insist<T>(
  awake: Awake,
  what: string,
  exchange: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { deps, chance } = awake;
  // A file takes as long as its line is slow.
  const inTurn = what === 'media' ? exchange : () => deps.inTurn(exchange);
  for (let failures = 1; ; failures += 1)
    try {
      return await throughWeather({ ...deps, chance }, what, inTurn, signal);
    } catch (error) {
      signal.throwIfAborted();
      const waits = { capMs: longestRestMs, random: chance };
      await deps.clock.sleep(retryWaitMs(failures, error, waits), signal);
    }
}
