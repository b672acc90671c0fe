import { contentOn } from '../broadcast/broadcast.ts';
import { canonicalJson } from '../playlist/canonical.ts';
import { occursOn } from '../recurrence/occurs-on.ts';
import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { changeSeries } from './change-series.ts';
import { bodyOf } from './take-week.ts';
import type { FiledBroadcast, WeekEntry } from './week-entry.ts';

/** A broadcast that is to be made; who makes it gives it its name. */
export type NewBroadcast = Omit<FiledBroadcast, 'id' | 'version' | 'urgentSince'> & {
  origin: string;
};

/** Why something of a week cannot be laid. */
export type WeekFault =
  /** The day is over. */
  | 'day_over'
  /** Its series was withdrawn or is not there. */
  | 'series_gone'
  /** Its series is not on that day. */
  | 'not_on_day'
  /** That day was edited already, otherwise. */
  | 'day_edited'
  /** Nothing would be left of the series. */
  | 'series_empty';

export interface LaidWeek {
  made: NewBroadcast[];
  /** Series with other days than before. */
  changed: FiledBroadcast[];
  /** What the week has already, and what therefore is not doubled. */
  already: { broadcastId: string; title: string; date: LocalDate }[];
  faults: { fault: WeekFault; title: string; date: LocalDate }[];
}

/** What a week is laid onto. */
export interface Ground {
  /** The Monday from which it is laid. */
  monday: LocalDate;
  /** Days before it are over. */
  today: LocalDate;
  /** All that is in force in that week. */
  broadcasts: readonly FiledBroadcast[];
  /** What was laid into that week before and is in force, by what it was taken from. */
  laid: ReadonlyMap<string, FiledBroadcast>;
}

/**
 * Lays entries onto a week. What is there already, by itself or because it was laid before, is not doubled;
 * what cannot be is said.
 */
export function layWeek(entries: readonly WeekEntry[], ground: Ground): LaidWeek {
  const week: LaidWeek = { made: [], changed: [], already: [], faults: [] };
  const series = new Map(ground.broadcasts.map((one) => [one.id, one]));
  for (const entry of entries) {
    if (entry.kind === 'broadcast') layBroadcast(entry, ground, week);
    else {
      const date = addDays(ground.monday, entry.day);
      if (date < ground.today) {
        week.faults.push({ fault: 'day_over', title: entry.title, date });
        continue;
      }
      const before = series.get(entry.broadcastId);
      const outcome = before ? changeSeries(before, entry, date) : 'series_gone';
      if (outcome === 'already')
        week.already.push({ broadcastId: entry.broadcastId, title: entry.title, date });
      else if (typeof outcome === 'string')
        week.faults.push({ fault: outcome, title: entry.title, date });
      else series.set(entry.broadcastId, outcome);
    }
  }
  week.changed = ground.broadcasts.flatMap((before) => {
    const after = series.get(before.id);
    return after && after !== before ? [after] : [];
  });
  return week;
}

type Whole = Extract<WeekEntry, { kind: 'broadcast' }>;

function layBroadcast(entry: Whole, ground: Ground, week: LaidWeek): void {
  const { title } = entry.body;
  const dates: LocalDate[] = [];
  for (const day of entry.days) {
    const date = addDays(ground.monday, day);
    const there = findThere(entry, day, date, ground);
    if (there) week.already.push({ broadcastId: there.id, title: there.title, date });
    else if (date < ground.today) week.faults.push({ fault: 'day_over', title, date });
    else dates.push(date);
  }
  const [first, ...rdates] = dates;
  if (first === undefined) return;
  const overrides = entry.edited
    .map(({ day, content }) => ({ date: addDays(ground.monday, day), ...content }))
    .filter(({ date }) => dates.includes(date));
  week.made.push({
    ...entry.body,
    origin: entry.origin,
    dates: { first, last: null, count: null, rule: null, exdates: [], rdates },
    overrides,
  });
}

/** What is the same on that day: laid before, however it was edited since, or just the same. */
function findThere(
  { origin, body, edited }: Whole,
  day: number,
  date: LocalDate,
  { broadcasts, laid }: Ground,
): FiledBroadcast | null {
  const before = laid.get(origin);
  if (before && occursOn(before.dates, date)) return before;
  const content = edited.find((one) => one.day === day)?.content ?? {};
  const wanted = canonicalJson({ ...body, ...content });
  const same = broadcasts.find((one) => {
    if (!occursOn(one.dates, date)) return false;
    return canonicalJson({ ...bodyOf(one), ...contentOn(one, date) }) === wanted;
  });
  return same ?? null;
}
