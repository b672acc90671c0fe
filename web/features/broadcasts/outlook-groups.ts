import type { Outlook } from '../../../contract/http/broadcasts.ts';
import type { EpochMs, LocalDate, LocalTime } from '../../../core/time/zoned.ts';

type Line = Outlook['occurrences'][number];

/** Days on which it sounds alike: the same stations at the same hours. */
export interface OutlookDays {
  dates: LocalDate[];
  hours: { time: LocalTime; stationIds: string[] }[];
}

/** Where and when it is left out, or airs otherwise than placed, for one reason. */
export interface ReasonGroup {
  reason: string;
  dates: LocalDate[];
  stationIds: string[];
  count: number;
}

/**
 * What a change does: when and where it sounds, days that are alike together; what is left out and why, and
 * what airs otherwise than it was placed, the most frequent reason first.
 * @param timeOf wall time of an instant at a station
 */
export function groupOutlook(
  lines: readonly Line[],
  timeOf: (at: EpochMs, stationId: string) => LocalTime,
): { days: OutlookDays[]; leftOut: ReasonGroup[]; otherwise: ReasonGroup[] } {
  const days = new Map<LocalDate, Map<LocalTime, string[]>>();
  const leftOut = new Map<string, ReasonGroup>();
  const otherwise = new Map<string, ReasonGroup>();
  for (const line of lines) {
    const { date, stationId, startsAt } = line;
    if (!line.airs || startsAt === null) {
      addReason(leftOut, line);
      continue;
    }
    if (!asPlaced.includes(line.reason)) addReason(otherwise, line);
    const hours = days.get(date) ?? new Map<LocalTime, string[]>();
    const time = timeOf(startsAt, stationId);
    hours.set(time, [...(hours.get(time) ?? []), stationId]);
    days.set(date, hours);
  }
  return {
    days: alike([...days].sort(([a], [b]) => (a < b ? -1 : 1))),
    leftOut: byCount(leftOut),
    otherwise: byCount(otherwise),
  };
}

function alike(days: readonly [LocalDate, Map<LocalTime, string[]>][]): OutlookDays[] {
  const groups = new Map<string, OutlookDays>();
  for (const [date, byTime] of days) {
    const hours = [...byTime]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([time, stationIds]) => ({ time, stationIds: [...stationIds].sort() }));
    const key = JSON.stringify(hours);
    const group = groups.get(key);
    if (group) group.dates.push(date);
    else groups.set(key, { dates: [date], hours });
  }
  return [...groups.values()];
}

const asPlaced = ['placed', 'frozen'];

function byCount(groups: Map<string, ReasonGroup>): ReasonGroup[] {
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

function addReason(groups: Map<string, ReasonGroup>, { reason, date, stationId }: Line): void {
  const group = groups.get(reason) ?? { reason, dates: [], stationIds: [], count: 0 };
  group.count++;
  if (!group.dates.includes(date)) group.dates.push(date);
  if (!group.stationIds.includes(stationId)) group.stationIds.push(stationId);
  groups.set(reason, group);
}
