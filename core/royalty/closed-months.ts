import { periodStart } from '../report/air-group.ts';
import { periodBeside } from '../report/period-text.ts';
import type { LocalDate } from '../time/zoned.ts';

/**
 * The day on which a piece counts: that of its first air, or, where the list of that month is closed and signed
 * without it, the first day of the month after the last that is closed: one before that is worked on no more.
 * @param closed the first days of the months that are closed where the piece is paid
 */
export function countedOn(airedOn: LocalDate, closed: ReadonlySet<LocalDate>): LocalDate {
  const month = periodStart('month', airedOn);
  if (!closed.has(month)) return airedOn;
  const last = [...closed].reduce((a, b) => (a > b ? a : b), month);
  return periodBeside('month', last, 1);
}

/** Whether a piece is a supplement to an earlier month. */
export function isSupplement(piece: { airedOn: LocalDate; countedOn: LocalDate }): boolean {
  return piece.airedOn.slice(0, 7) !== piece.countedOn.slice(0, 7);
}
