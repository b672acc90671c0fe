import { nextDates } from '../recurrence/occurs-on.ts';
import { exceptOne } from '../recurrence/split.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { Broadcast } from './broadcast.ts';
import { contentOn } from './broadcast.ts';
import { occurrencesOn } from './occurrence.ts';

/**
 * A broadcast without one of its occurrences: without its slot where the day has others, otherwise without
 * the day. `null` where nothing is left of it.
 */
export function withoutOccurrence<Kind extends Broadcast>(
  broadcast: Kind,
  { occurrence, date }: { occurrence: string; date: LocalDate },
): Kind | null {
  const others = occurrencesOn(broadcast, date).filter(({ id }) => id !== occurrence);
  const { placement } = contentOn(broadcast, date);
  if (others.length === 0 || placement.kind !== 'at') return withoutDay(broadcast, date);
  const slots = others.flatMap(({ slot }) => slot ?? []);
  const known = broadcast.overrides.find((one) => one.date === date);
  const override = { ...known, date, placement: { ...placement, slots } };
  return { ...broadcast, overrides: [...overridesBut(broadcast, date), override].sort(byDate) };
}

/** A broadcast that is not on some day; `null` where nothing is left of it. */
export function withoutDay<Kind extends Broadcast>(broadcast: Kind, date: LocalDate): Kind | null {
  const dates = exceptOne(broadcast.dates, date);
  if (nextDates(dates, '0000-01-01', 1).length === 0) return null;
  return { ...broadcast, dates, overrides: overridesBut(broadcast, date) };
}

function overridesBut({ overrides }: Broadcast, date: LocalDate) {
  return overrides.filter((one) => one.date !== date);
}

function byDate(a: { date: LocalDate }, b: { date: LocalDate }): number {
  return a.date < b.date ? -1 : 1;
}
