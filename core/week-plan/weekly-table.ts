import type { BroadcastClass } from '../playlist/playlist.ts';
import type { LocalDate, LocalTime } from '../time/zoned.ts';
import { weekdayOf } from '../time/zoned.ts';
import type { PlanWords } from './plan-words.ts';

/** A session as a person reads it; two of one name may have other hours. */
export interface PlannedSession {
  name: string;
  startsAt: LocalTime;
  latestEnd: LocalTime;
}

/** One occurrence, with the names that a person reads. */
export interface PlannedItem {
  date: LocalDate;
  /** `null` where only its session is known. */
  time: LocalTime | null;
  session: PlannedSession | null;
  title: string;
  programme: string | null;
  /** Told to the second. */
  lengthMs: number | null;
  class: BroadcastClass;
  station: string;
  places: readonly string[] | 'everywhere';
  /** In words, as the console shows it. */
  state: string;
}

/**
 * The plan of a week as a table of plain cells, a row for each occurrence in the order of air, under its
 * headings. `understand` reads it back.
 */
export function weeklyTable(items: readonly PlannedItem[], words: PlanWords): string[][] {
  const rows = [...items]
    .sort(compare)
    .map((item) => [
      words.weekday(weekdayOf(item.date)),
      words.date(item.date),
      item.time ?? '',
      item.session?.name ?? '',
      item.title,
      item.programme ?? '',
      item.lengthMs === null ? '' : lengthText(item.lengthMs),
      words.class[item.class],
      item.station,
      item.places === 'everywhere' ? words.everywhere : item.places.join('; '),
      item.state,
    ]);
  return [[...words.headings], ...rows];
}

/** What has no time of its own stands behind what has one. */
function compare(a: PlannedItem, b: PlannedItem): number {
  const [x, y] = [orderOf(a), orderOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function orderOf({ date, time, station, title }: PlannedItem): string {
  return [date, time ?? '~', station, title].join('\n');
}

/** Hours, minutes and seconds, which spreadsheets can add up. */
function lengthText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((value) => String(value).padStart(2, '0'))
    .join(':');
}
