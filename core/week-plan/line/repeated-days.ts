import type { Form, FormEnd } from '../../recurrence/form.ts';
import { fromForm } from '../../recurrence/form.ts';
import type { Recurrence } from '../../recurrence/recurrence.ts';
import type { LocalDate, Weekday } from '../../time/zoned.ts';
import { allWeekdays } from '../../time/zoned.ts';
import type { SpokenDate } from '../words/token.ts';
import type { SaidDays } from './said-days.ts';
import type { DayFrame } from './spoken-date.ts';
import { dateOfSpoken, openFrom } from './spoken-date.ts';

export interface RepeatedDays {
  recurrence: Recurrence;
  /** `false` where several weekdays were said, but not that they come back each week. */
  isPlain: boolean;
}

/** What a typed line repeats, `null` where it names single days, `unclear` where it cannot be said. */
export function repeatedDays(said: SaidDays, frame: DayFrame): RepeatedDays | 'unclear' | null {
  if (said.cycle === 'monthly') return monthly(said, frame);
  const isWeekly = said.weekdays.length > 0 && (said.cycle === 'weekly' || said.isEach);
  const isAssumed = said.weekdays.length > 1 && said.weekShift === null;
  const isRepeated = said.isEveryDay || isWeekly || isAssumed;
  const ends = endsOf(said, frame);
  if (!isRepeated)
    return said.cycle !== null || said.dates.some(({ edge }) => edge !== null) ? 'unclear' : null;
  if (said.weekShift !== null || said.offsets.length > 0) return null;
  if (ends === null) return said.dates.length > 0 ? null : 'unclear';
  if (ends === 'unclear') return 'unclear';
  const repeated = { first: ends.first, end: ends.end, except: [] };
  const weekdays: readonly Weekday[] = said.weekdays.length > 0 ? said.weekdays : allWeekdays;
  const form: Form =
    weekdays.length === allWeekdays.length
      ? { kind: 'daily', everyDays: 1, ...repeated }
      : { kind: 'weekly', weekdays, ...repeated };
  const areWhole = said.dates.every(({ isPlain }) => isPlain);
  return { recurrence: fromForm(form), isPlain: (said.isEveryDay || isWeekly) && areWhole };
}

/** "ngày 15 hàng tháng" */
function monthly(said: SaidDays, frame: DayFrame): RepeatedDays | 'unclear' {
  const days = said.dates.flatMap(({ dates }) => dates);
  const [only, ...others] = days;
  const isDay = only?.month === null && only.weekday === null && said.dates[0]?.through === null;
  if (!only || !isDay || others.length > 0 || said.weekdays.length > 0) return 'unclear';
  const on = { by: 'day', day: only.day } as const;
  const form: Form = {
    kind: 'monthly',
    on,
    first: openFrom(frame),
    end: { by: 'never' },
    except: [],
  };
  return { recurrence: fromForm(form), isPlain: true };
}

/** From when to when; `null` where single days stand beside the repetition. */
function endsOf(
  said: SaidDays,
  frame: DayFrame,
): { first: LocalDate; end: FormEnd } | 'unclear' | null {
  let first = openFrom(frame);
  let end: FormEnd = { by: 'never' };
  for (const { dates, through, edge } of said.dates) {
    const [from, ...others] = dates;
    if (!from || others.length > 0 || (through === null && edge === null)) return null;
    const last = through ?? (edge === 'until' ? from : null);
    const start = edge === 'until' ? null : startOf(from, through);
    const [begin, finish] = [
      start && dateOfSpoken(start, frame),
      last && dateOfSpoken(last, frame),
    ];
    if ((start && !begin) || (last && !finish)) return 'unclear';
    if (begin) first = begin;
    if (finish) end = { by: 'date', last: finish };
  }
  return end.by === 'date' && end.last < first ? 'unclear' : { first, end };
}

function startOf(from: SpokenDate, through: SpokenDate | null): SpokenDate {
  return { ...from, month: from.month ?? through?.month ?? null, year: from.year ?? null };
}
