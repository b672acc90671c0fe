import { addDays, type LocalDate } from '../time/zoned.ts';
import { periodEnd, periodStart, type Period } from './air-group.ts';

export type ReportLanguage = 'vi' | 'en';

const romans = ['I', 'II', 'III', 'IV'];

/** `24/11/2026`, whatever the language: reports are read beside papers. */
export function reportDay(date: LocalDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year}`;
}

/** A period by its first day: `Tháng 11/2026`, `Quý IV/2026`, `Tuần 23/11 – 29/11/2026`. */
export function periodText(period: Period, start: LocalDate, language: ReportLanguage): string {
  const [year = '', month = ''] = start.split('-');
  const isVi = language === 'vi';
  switch (period) {
    case 'day':
      return reportDay(start);
    case 'week': {
      const [from, to] = [reportDay(start).slice(0, 5), reportDay(periodEnd(period, start))];
      return `${isVi ? 'Tuần' : 'Week'} ${from} – ${to}`;
    }
    case 'month':
      return `${isVi ? 'Tháng' : 'Month'} ${month}/${year}`;
    case 'quarter': {
      const quarter = Math.floor((Number(month) - 1) / 3);
      return isVi ? `Quý ${romans[quarter] ?? ''}/${year}` : `Q${quarter + 1} ${year}`;
    }
    case 'year':
      return `${isVi ? 'Năm' : 'Year'} ${year}`;
  }
}

/** The first day of the period before or after one. */
export function periodBeside(period: Period, start: LocalDate, step: 1 | -1): LocalDate {
  return step === 1
    ? addDays(periodEnd(period, start), 1)
    : periodStart(period, addDays(start, -1));
}
