import { z } from 'zod';
import { broadcast } from '../../contract/http/broadcasts.ts';
import type { PlanLineAnswer } from '../../contract/http/plans.ts';
import type { LineParts } from './drafts-of-line.ts';

const { title, placement, dates, items } = broadcast.shape;
const said = z.object({
  title: title.nullable(),
  placements: z.array(placement),
  dates: dates.nullable(),
  items: z.union([items, z.tuple([])]),
});

/**
 * What no broadcast can hold of a line: more times a day, more days, or more of a programme than the contract
 * allows. `null` where all of it can be kept and read again.
 */
export function shapeFault(parts: LineParts): PlanLineAnswer['fault'] {
  const { success } = said.safeParse(parts);
  return success ? null : { code: 'plan_line_too_large', recordings: [] };
}
