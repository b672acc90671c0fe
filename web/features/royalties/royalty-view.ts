import type { LocationQuery } from 'vue-router';
import { periodEnd, periodStart, type Period } from '../../../core/report/air-group.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { dayFrom } from '../timetable/week.ts';

/** How long a list of royalties may be. */
export const royaltyPeriods = ['month', 'quarter', 'year'] as const satisfies readonly Period[];

/** What the page shows, as its address says. */
export interface RoyaltyView {
  period: Period;
  /** The first day of the period. */
  start: LocalDate;
  areaId: string;
  withBeneath: boolean;
}

/** @param firstAreaId the one to begin with */
export function readRoyaltyView(
  query: LocationQuery,
  { today, firstAreaId }: { today: LocalDate; firstAreaId: string },
): RoyaltyView {
  const period = royaltyPeriods.find((one) => one === query['period']) ?? 'month';
  const areaId = query['areaId'];
  return {
    period,
    start: periodStart(period, dayFrom(query['date'], today)),
    areaId: typeof areaId === 'string' && areaId !== '' ? areaId : firstAreaId,
    withBeneath: query['beneath'] === '1',
  };
}

/** Whether the view is the list of one area's month that is over: one that can be closed. */
export function canClose({ period, start, withBeneath }: RoyaltyView, today: LocalDate): boolean {
  return period === 'month' && !withBeneath && periodEnd(period, start) < today;
}

/** The inverse of {@link readRoyaltyView}. */
export function royaltyViewQuery({ period, start, areaId, withBeneath }: RoyaltyView) {
  const beneath = withBeneath ? { beneath: '1' } : {};
  return { tab: 'royalties', period, date: start, areaId, ...beneath };
}

/** What the server is asked for a view. */
export function royaltyQuery({ period, start, areaId, withBeneath }: RoyaltyView) {
  const days = { from: start, to: periodEnd(period, start) };
  return { ...days, areaId, withBeneath: withBeneath ? 'true' : 'false' };
}
