import type { LocalDate } from '../time/zoned.ts';

/** Something that holds from a day on, until the next of its list; `null`: since before all others. */
export interface Dated {
  from: LocalDate | null;
}

/** The one of a list, in order of its days, that holds on a day. */
export function inForceOn<One extends Dated>(
  list: readonly One[],
  date: LocalDate,
): One | undefined {
  return list.findLast(({ from }) => from === null || from <= date);
}
