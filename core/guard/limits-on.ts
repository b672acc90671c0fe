import type { Zone } from '../time/zone.ts';
import type { LocalDate } from '../time/zoned.ts';
import { addDays, isWithinDates, weekdayOf } from '../time/zoned.ts';
import type { DayLimits, Guard, GuardRule } from './guard.ts';
import { noLimits } from './guard.ts';
import { least } from './least.ts';

/**
 * What several guards leave of a day: of two the stricter. Caps of volume are given for the day before and
 * after as well, because nights cross midnight and so do sessions.
 * @throws RangeError for a zone that does not exist
 */
export function limitsOn(
  guards: readonly Guard[],
  date: LocalDate,
  zone: Zone,
  isHoliday: (date: LocalDate) => boolean,
): DayLimits {
  const limits = guards
    .filter(({ validFrom, validTo }) => isWithinDates(date, validFrom, validTo))
    .reduce((left, { rule }) => narrowed(left, rule, date, isHoliday), noLimits);
  return { ...limits, volumeCaps: volumeCapsAround(guards, date, zone) };
}

/** What a rule leaves of limits. */
function narrowed(
  limits: DayLimits,
  rule: GuardRule,
  date: LocalDate,
  isHoliday: (date: LocalDate) => boolean,
): DayLimits {
  switch (rule.kind) {
    case 'session_cap':
      return { ...limits, sessionCapMs: least(limits.sessionCapMs, rule.capMs) };
    case 'day_cap':
      return { ...limits, dayCapMs: least(limits.dayCapMs, rule.capMs) };
    case 'sessions_a_day':
      return { ...limits, mostSessions: least(limits.mostSessions, rule.most) };
    case 'air_days': {
      const isOn = rule.weekdays.includes(weekdayOf(date)) && (rule.onHolidays || !isHoliday(date));
      return { ...limits, isAirDay: limits.isAirDay && isOn };
    }
    case 'silent_day':
      return { ...limits, isAirDay: limits.isAirDay && rule.date !== date };
    case 'week_approval':
      return { ...limits, asksWeekApproval: true };
    case 'volume_cap':
      return limits;
  }
}

function volumeCapsAround(
  guards: readonly Guard[],
  date: LocalDate,
  zone: Zone,
): DayLimits['volumeCaps'] {
  const days = [addDays(date, -1), date, addDays(date, 1)];
  return guards
    .flatMap(({ rule, validFrom, validTo }) =>
      rule.kind !== 'volume_cap'
        ? []
        : days
            .filter((day) => isWithinDates(day, validFrom, validTo))
            .map((day) => ({ percent: rule.percent, ...hoursOf(rule, day, zone) })),
    )
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs || a.percent - b.percent);
}

function hoursOf(
  { from, to }: Extract<GuardRule, { kind: 'volume_cap' }>,
  day: LocalDate,
  zone: Zone,
): { fromMs: number; toMs: number } {
  if (from === null || to === null)
    return { fromMs: zone.startOfDay(day), toMs: zone.startOfDay(addDays(day, 1)) };
  const until = to <= from ? addDays(day, 1) : day;
  return { fromMs: zone.instantOf(day, from), toMs: zone.instantOf(until, to) };
}
