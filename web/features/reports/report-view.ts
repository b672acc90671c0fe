import type { LocationQuery } from 'vue-router';
import {
  airGroups,
  periodEnd,
  periods,
  periodStart,
  type AirGroup,
  type Period,
} from '../../../core/report/air-group.ts';
import { periodBeside } from '../../../core/report/period-text.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { dayFrom } from '../timetable/week.ts';

export const filterNames = [
  'areaId',
  'stationId',
  'programmeId',
  'campaignId',
  'partnerId',
  'class',
  'tier',
  'origin',
  'language',
] as const;
export type FilterName = (typeof filterNames)[number];

/** What the page shows, as its address says. */
export interface ReportView {
  period: Period;
  /** The first day of the period. */
  start: LocalDate;
  by: AirGroup;
  filters: Partial<Record<FilterName, string>>;
}

/** Lines that say something of a period: parts of it first. */
export const groupsOf: Record<Period, readonly AirGroup[]> = {
  day: airGroups.filter((by) => !(periods as readonly string[]).includes(by)),
  week: airGroups.filter((by) => !['week', 'month', 'quarter', 'year'].includes(by)),
  month: airGroups.filter((by) => !['month', 'quarter', 'year'].includes(by)),
  quarter: airGroups.filter((by) => !['day', 'quarter', 'year'].includes(by)),
  year: airGroups.filter((by) => !['day', 'week', 'year'].includes(by)),
};

export function readView(query: LocationQuery, today: LocalDate): ReportView {
  const period = periods.find((one) => one === query['period']) ?? 'month';
  const groups = groupsOf[period];
  const filters: ReportView['filters'] = {};
  for (const name of filterNames) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') filters[name] = value;
  }
  return {
    period,
    start: periodStart(period, dayFrom(query['date'], today)),
    by: groups.find((one) => one === query['by']) ?? groups[0] ?? 'area',
    filters,
  };
}

/** The inverse of {@link readView}. */
export function viewQuery({ period, start, by, filters }: ReportView): Record<string, string> {
  return { period, date: start, by, ...filters };
}

/** The months that a view looks at and that have begun, `YYYY-MM`; the last one first. */
export function monthsOf(
  { period, start }: Pick<ReportView, 'period' | 'start'>,
  today: LocalDate,
): string[] {
  const months = [start.slice(0, 7)];
  const end = periodEnd(period, start);
  for (let next = periodBeside('month', start, 1); next <= end && next <= today;) {
    months.unshift(next.slice(0, 7));
    next = periodBeside('month', next, 1);
  }
  return months;
}

/** What the server is asked for a view. */
export function reportQuery({ period, start, by, filters }: ReportView) {
  return { from: start, to: periodEnd(period, start), by, ...filters };
}
