/**
 * What an endpoint's request costs us. `memory`: a poll that finds nothing new, cheaper to answer than to refuse.
 * `lookup`: a few rows are read. `record`: proof or status, which the endpoint keeps until we took it. `bytes`: a
 * file, which may wait longest; it holds a connection for as long as a slow line takes.
 */
export type Cost = 'memory' | 'lookup' | 'record' | 'bytes';

/** How it stands with the server at a moment. */
export interface Load {
  /** How late the event loop runs, in ms. */
  loopDelayMs: number;
  /** Requests of this cost that are not answered yet, this one left out. */
  inFlight: number;
}

interface Limit {
  loopDelayMs: number;
  inFlight: number;
}

// What can wait is turned away first; heads, lists and alerts last.
const limits: Readonly<Record<Exclude<Cost, 'memory'>, Limit>> = {
  bytes: { loopDelayMs: 150, inFlight: 2_000 },
  record: { loopDelayMs: 300, inFlight: 1_000 },
  lookup: { loopDelayMs: 600, inFlight: 2_000 },
};

const leastWaitSeconds = 3;
const spreadSeconds = 12;
const mostStrain = 10;

/**
 * Seconds after which a request should come again; `null`: it is served now. The wait is drawn from a span that
 * grows with the strain, so that those who were turned away together do not come back together.
 * @param random in [0, 1)
 */
export function shed(cost: Cost, load: Load, random: number): number | null {
  if (cost === 'memory') return null;
  const limit = limits[cost];
  const strain = Math.max(
    load.loopDelayMs / limit.loopDelayMs,
    // The one that asks counts.
    (load.inFlight + 1) / limit.inFlight,
  );
  if (strain <= 1) return null;
  return jitteredSeconds(leastWaitSeconds, spreadSeconds * Math.min(strain, mostStrain), random);
}

/** Whole seconds, evenly from `least` to `least + spread`. */
export function jitteredSeconds(least: number, spread: number, random: number): number {
  return Math.ceil(least + spread * random);
}
