import { chancesOf } from '../../station/fleet/weather.ts';

/** Whole numbers from 0 to below `limit` from a seed, so that a failure can be had again. */
export function seeded(seed: number): (limit: number) => number {
  const chance = chancesOf(seed);
  return (limit) => Math.floor(chance() * limit);
}
