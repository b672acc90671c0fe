import { addDays, weekdayOf, type LocalDate } from '../time/zoned.ts';

export const periods = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

/** What one line of the report is about. */
export const airGroups = [
  ...periods,
  'area',
  'station',
  'programme',
  'campaign',
  'partner',
  'class',
  'tier',
  'origin',
  'language',
] as const;
export type AirGroup = (typeof airGroups)[number];

export function isPeriod(group: AirGroup): group is Period {
  return (periods as readonly AirGroup[]).includes(group);
}

/** The first day of the period that a day lies in. */
export function periodStart(period: Period, date: LocalDate): LocalDate {
  const year = date.slice(0, 4);
  switch (period) {
    case 'day':
      return date;
    case 'week':
      return addDays(date, 1 - weekdayOf(date));
    case 'month':
      return `${date.slice(0, 7)}-01`;
    case 'quarter': {
      const first = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
      return `${year}-${String(first).padStart(2, '0')}-01`;
    }
    case 'year':
      return `${year}-01-01`;
  }
}

/** The last day of a period that begins on a day. */
export function periodEnd(period: Period, start: LocalDate): LocalDate {
  if (period === 'day') return start;
  if (period === 'week') return addDays(start, 6);
  const months = { month: 1, quarter: 3, year: 12 }[period];
  const [year = 0, month = 1] = start.split('-').map(Number);
  const next = month - 1 + months;
  const first = `${year + Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, '0')}-01`;
  return addDays(first, -1);
}

/** The period that some days are, from its first to its last; `null`: none. */
export function periodOf({ from, to }: { from: LocalDate; to: LocalDate }): Period | null {
  return (
    periods.find((one) => periodStart(one, from) === from && periodEnd(one, from) === to) ?? null
  );
}
