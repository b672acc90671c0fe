import { occursOn, isRuleDate, firstDateOf, lastDateOf } from '../recurrence/occurs-on.ts';
import type { LocalDate } from '../time/zoned.ts';
import { addDays, daysFrom } from '../time/zoned.ts';
import type { FiledBroadcast, WeekBody, WeekEntry } from './week-entry.ts';

/** A week as it can be laid again. */
export interface TakenWeek {
  entries: WeekEntry[];
  /** Broadcasts that were for an instant ("Phát ngay") and cannot be laid again. */
  onlyOnce: { title: string; date: LocalDate }[];
}

/**
 * What a week (from its Monday) has besides what recurs: broadcasts whose days are singled out or all lie in
 * it, and days of series that are other than the rule says. In order of id.
 */
export function takeWeek(broadcasts: readonly FiledBroadcast[], monday: LocalDate): TakenWeek {
  const week: TakenWeek = { entries: [], onlyOnce: [] };
  for (const broadcast of [...broadcasts].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const days = daysFrom(monday, 7);
    const on = days.filter((date) => occursOn(broadcast.dates, date));
    const [first] = on;
    if (broadcast.placement.kind === 'now') {
      if (first !== undefined) week.onlyOnce.push({ title: broadcast.title, date: first });
    } else if (isOfWeek(broadcast, monday)) week.entries.push(...wholeOf(broadcast, days, on));
    else week.entries.push(...exceptionsOf(broadcast, days));
  }
  return week;
}

/** Whether it has no days by itself in other weeks. */
function isOfWeek({ dates }: FiledBroadcast, monday: LocalDate): boolean {
  if (dates.rule === null) return true;
  const last = lastDateOf(dates);
  return firstDateOf(dates) >= monday && last !== null && last <= addDays(monday, 6);
}

function wholeOf(
  broadcast: FiledBroadcast,
  days: readonly LocalDate[],
  on: readonly LocalDate[],
): WeekEntry[] {
  if (on.length === 0) return [];
  const dayOf = (date: LocalDate) => days.indexOf(date);
  const edited = broadcast.overrides
    .filter(({ date }) => on.includes(date))
    .map(({ date, ...content }) => ({ day: dayOf(date), content }))
    .sort((a, b) => a.day - b.day);
  const body = bodyOf(broadcast);
  return [{ kind: 'broadcast', origin: broadcast.id, body, days: on.map(dayOf), edited }];
}

function exceptionsOf(broadcast: FiledBroadcast, days: readonly LocalDate[]): WeekEntry[] {
  const { id: broadcastId, title, dates, overrides } = broadcast;
  return days.flatMap((date, day): WeekEntry[] => {
    const named = { broadcastId, title, day };
    const isOn = occursOn(dates, date);
    const isByRule = isRuleDate(dates, date);
    if (!isOn) return isByRule ? [{ kind: 'left_out', ...named }] : [];
    const { date: _, ...content } = overrides.find((one) => one.date === date) ?? { date };
    return [
      ...(isByRule ? [] : [{ kind: 'extra' as const, ...named }]),
      ...(Object.keys(content).length === 0
        ? []
        : [{ kind: 'edited' as const, ...named, content }]),
    ];
  });
}

/** A broadcast without its name and days. */
export function bodyOf(broadcast: FiledBroadcast): WeekBody {
  const { id: _id, version: _version, dates: _dates, overrides: _overrides, ...rest } = broadcast;
  const { urgentSince: _urgent, ...body } = rest;
  return body;
}
