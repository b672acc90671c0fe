import type { LocalDate } from '../time/zoned.ts';
import type { Recurrence } from './recurrence.ts';

/** On one day alone. */
export function onceOn(first: LocalDate): Recurrence {
  return { first, last: null, count: null, rule: null, exdates: [], rdates: [] };
}
