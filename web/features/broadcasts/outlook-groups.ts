import type { Outlook } from '../../../contract/http/broadcasts.ts';
import type { EpochMs, LocalDate, LocalTime } from '../../../core/time/zoned.ts';

type Line = Outlook['occurrences'][number];

/** When and where it sounds, and how much room its sessions have left. */
export interface OutlookHour {
  time: LocalTime;
  stationIds: string[];
  /** The least and the most that is left, in ms; `null` outside sessions. */
  left: { leastMs: number; mostMs: number } | null;
}

/** Days on which it sounds alike: the same stations at the same hours. */
export interface OutlookDays {
  dates: LocalDate[];
  hours: OutlookHour[];
}

/** Where and when it is left out, or airs otherwise than placed, for one reason. */
export interface ReasonGroup {
  reason: string;
  dates: LocalDate[];
  stationIds: string[];
  /** Who holds the air that it asked for. */
  holders: { title: string; ownerAreaName: string }[];
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
  const days = new Map<LocalDate, Map<LocalTime, OutlookHour>>();
  const leftOut = new Map<string, ReasonGroup>();
  const otherwise = new Map<string, ReasonGroup>();
  for (const line of lines) {
    const { date, stationId, startsAt, sessionLeftMs } = line;
    if (!line.airs || startsAt === null) {
      addReason(leftOut, line);
      continue;
    }
    if (!asPlaced.includes(line.reason)) addReason(otherwise, line);
    const hours = days.get(date) ?? new Map<LocalTime, OutlookHour>();
    const time = timeOf(startsAt, stationId);
    const known = hours.get(time) ?? { time, stationIds: [], left: null };
    const left = sessionLeftMs === null ? null : { leastMs: sessionLeftMs, mostMs: sessionLeftMs };
    const stationIds = [...known.stationIds, stationId];
    hours.set(time, { time, stationIds, left: widest(known.left, left) });
    days.set(date, hours);
  }
  return {
    days: alike([...days].sort(([a], [b]) => (a < b ? -1 : 1))),
    leftOut: byCount(leftOut),
    otherwise: byCount(otherwise),
  };
}

function alike(days: readonly [LocalDate, Map<LocalTime, OutlookHour>][]): OutlookDays[] {
  const groups = new Map<string, OutlookDays>();
  for (const [date, byTime] of days) {
    const hours = [...byTime.values()]
      .sort((a, b) => (a.time < b.time ? -1 : 1))
      .map((hour) => ({ ...hour, stationIds: hour.stationIds.sort() }));
    // How full the sessions are may differ from day to day.
    const key = JSON.stringify(hours.map(({ time, stationIds }) => [time, stationIds]));
    const group = groups.get(key);
    if (group) {
      group.dates.push(date);
      group.hours = group.hours.map((hour, index) => ({
        ...hour,
        left: widest(hour.left, hours[index]?.left ?? null),
      }));
    } else groups.set(key, { dates: [date], hours });
  }
  return [...groups.values()];
}

function widest(a: OutlookHour['left'], b: OutlookHour['left']): OutlookHour['left'] {
  if (a === null || b === null) return a ?? b;
  return { leastMs: Math.min(a.leastMs, b.leastMs), mostMs: Math.max(a.mostMs, b.mostMs) };
}

const asPlaced = ['placed', 'frozen'];

function byCount(groups: Map<string, ReasonGroup>): ReasonGroup[] {
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

function addReason(
  groups: Map<string, ReasonGroup>,
  { reason, date, stationId, beatenBy }: Line,
): void {
  const empty = { reason, dates: [], stationIds: [], holders: [], count: 0 };
  const group: ReasonGroup = groups.get(reason) ?? empty;
  group.count++;
  if (!group.dates.includes(date)) group.dates.push(date);
  if (!group.stationIds.includes(stationId)) group.stationIds.push(stationId);
  const isKnown = ({ title, ownerAreaName }: ReasonGroup['holders'][number]) =>
    title === beatenBy?.title && ownerAreaName === beatenBy.ownerAreaName;
  if (beatenBy && !group.holders.some(isKnown)) {
    const { title, ownerAreaName } = beatenBy;
    group.holders.push({ title, ownerAreaName });
  }
  groups.set(reason, group);
}
