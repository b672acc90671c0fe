import type { Asked } from './asked.ts';
import type { DayInput } from './day.ts';

/** Whether it is the commune's own, or a village's: not from a tier above. */
export function isFromHere(
  { broadcast }: Pick<Asked, 'broadcast'>,
  { rank }: Pick<DayInput, 'rank'>,
): boolean {
  return broadcast.rank >= rank;
}
