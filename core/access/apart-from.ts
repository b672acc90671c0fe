import type { Grant } from './roles.ts';

/**
 * The grants by which somebody may decide on what others made: none that they hold in the place of a maker, who
 * would else approve through them.
 */
export function apartFrom(grants: readonly Grant[], makers: readonly string[]): Grant[] {
  return grants.filter(({ insteadOf }) => insteadOf === undefined || !makers.includes(insteadOf));
}
