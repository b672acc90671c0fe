import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';

export interface DayRange {
  from: LocalDate;
  to: LocalDate;
}

/** @throws AppError `query_invalid` unless the days are one to 366, in order */
export function requireYear({ from, to }: DayRange): void {
  if (from <= to && to <= addDays(from, 365)) return;
  throw new AppError('query_invalid', 'ask for one to 366 days, the first one first');
}

/** @throws AppError `query_invalid` unless the days are one to seven, in order */
export function requireWeek({ from, to }: DayRange): void {
  if (from <= to && to <= addDays(from, 6)) return;
  throw new AppError('query_invalid', 'ask for one to seven days, the first one first');
}
