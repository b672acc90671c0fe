import { canonicalJson } from '../playlist/canonical.ts';
import { faultOf } from '../recurrence/fault-of.ts';
import { isRuleDate, occursOn } from '../recurrence/occurs-on.ts';
import { exceptOne } from '../recurrence/split.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { WeekFault } from './lay-week.ts';
import type { FiledBroadcast, WeekEntry } from './week-entry.ts';

/** The series with a day edited, left out or added; `already` where it is so. */
export function changeSeries(
  series: FiledBroadcast,
  entry: Exclude<WeekEntry, { kind: 'broadcast' }>,
  date: LocalDate,
): FiledBroadcast | 'already' | WeekFault {
  const isOn = occursOn(series.dates, date);
  switch (entry.kind) {
    case 'edited':
      return isOn ? edited(series, entry.content, date) : 'not_on_day';
    case 'left_out': {
      if (!isOn) return 'already';
      const dates = exceptOne(series.dates, date);
      return faultOf(dates) ? 'series_empty' : { ...series, dates };
    }
    case 'extra':
      return isOn ? 'already' : withDay(series, date);
  }
}

function edited(
  series: FiledBroadcast,
  content: Extract<WeekEntry, { kind: 'edited' }>['content'],
  date: LocalDate,
): FiledBroadcast | 'already' | 'day_edited' {
  const { date: _, ...there } = series.overrides.find((one) => one.date === date) ?? { date };
  if (canonicalJson(there) === canonicalJson(content)) return 'already';
  if (Object.keys(there).length > 0) return 'day_edited';
  const overrides = [...series.overrides, { date, ...content }];
  return { ...series, overrides: overrides.sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

function withDay(series: FiledBroadcast, date: LocalDate): FiledBroadcast {
  const { dates } = series;
  const exdates = dates.exdates.filter((one) => one !== date);
  const restored = { ...dates, exdates };
  // A day of the rule that was left out comes back by itself.
  if (isRuleDate(restored, date)) return { ...series, dates: restored };
  return { ...series, dates: { ...restored, rdates: [...dates.rdates, date].sort() } };
}
