/** What can befall an endpoint of a fleet, and how often. */
export interface Climate {
  /** Share of requests that never arrive, and of answers that never come back, from 0 to 1. */
  loss: number;
  /** Power cuts of each endpoint in an hour, on average. */
  cutsPerHour: number;
  /** How long the power is away, in ms: at most. */
  longestCutMs: number;
  /** How fast clocks may run away, in parts per million: at most, to either side. */
  driftPpm: number;
  /** A carrier forgets a connection on which nothing moved for so long, in ms; `null`: it never does. */
  natIdleMs: number | null;
  /** Of each endpoint, in bytes a second; `null`: as fast as it goes. */
  bytesPerSecond: number | null;
}

export const fairWeather: Climate = {
  ...{ loss: 0, cutsPerHour: 0, longestCutMs: 60_000 },
  ...{ driftPpm: 0, natIdleMs: null, bytesPerSecond: null },
};

/** A number in [0, 1), the next from a seed. */
export type Chance = () => number;

/** Chances from a seed (mulberry32), so that a day can be had again. */
export function chancesOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What becomes of an exchange. */
export type Fate = 'arrives' | 'request_lost' | 'answer_lost';

export function fateOf({ loss }: Climate, chance: Chance): Fate {
  if (chance() < loss) return 'request_lost';
  return chance() < loss ? 'answer_lost' : 'arrives';
}

/** How long the power stays, in ms; `null` for ever. Cuts come without memory of the last. */
export function powerMs({ cutsPerHour }: Climate, chance: Chance): number | null {
  if (cutsPerHour === 0) return null;
  return (-Math.log(1 - chance()) * 3_600_000) / cutsPerHour;
}

export function cutMs({ longestCutMs }: Climate, chance: Chance): number {
  return chance() * longestCutMs;
}

/** How fast an endpoint's clock runs: 1 is right. */
export function clockRate({ driftPpm }: Climate, chance: Chance): number {
  return 1 + ((2 * chance() - 1) * driftPpm) / 1_000_000;
}
