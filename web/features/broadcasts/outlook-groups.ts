import type { Outlook } from '../../../contract/http/broadcasts.ts';
import type { EpochMs, LocalDate } from '../../../core/time/zoned.ts';

type Line = Outlook['occurrences'][number];

/** A day on which it sounds, with the stations by hour. */
export interface OutlookDay {
  date: LocalDate;
  hours: { startsAt: EpochMs; stationNames: string[] }[];
}

/** Where and when it is left out, for one reason. */
export interface LeftOut {
  reason: string;
  dates: LocalDate[];
  stationNames: string[];
  count: number;
}

/** What a change does, in the order in which a person asks: when and where it sounds, then what not and why. */
export function groupOutlook(lines: readonly Line[]): { days: OutlookDay[]; leftOut: LeftOut[] } {
  const days = new Map<LocalDate, Map<EpochMs, string[]>>();
  const leftOut = new Map<string, LeftOut>();
  for (const line of lines) {
    if (line.airs && line.startsAt !== null) addHour(days, line, line.startsAt);
    else addLeftOut(leftOut, line);
  }
  return {
    days: [...days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, hours]) => ({
        date,
        hours: [...hours]
          .sort(([a], [b]) => a - b)
          .map(([startsAt, stationNames]) => ({ startsAt, stationNames })),
      })),
    leftOut: [...leftOut.values()].sort((a, b) => b.count - a.count),
  };
}

function addHour(
  days: Map<LocalDate, Map<EpochMs, string[]>>,
  { date, stationName }: Line,
  startsAt: EpochMs,
): void {
  const hours = days.get(date) ?? new Map<EpochMs, string[]>();
  hours.set(startsAt, [...(hours.get(startsAt) ?? []), stationName]);
  days.set(date, hours);
}

function addLeftOut(groups: Map<string, LeftOut>, { reason, date, stationName }: Line): void {
  const group = groups.get(reason) ?? { reason, dates: [], stationNames: [], count: 0 };
  group.count++;
  if (!group.dates.includes(date)) group.dates.push(date);
  if (!group.stationNames.includes(stationName)) group.stationNames.push(stationName);
  groups.set(reason, group);
}
