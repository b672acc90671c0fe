import { faultOf } from '../../../core/recurrence/fault-of.ts';
import type { Form, FormEnd, FormMonthDay } from '../../../core/recurrence/form.ts';
import { fromForm, monthDaysFor, toForm } from '../../../core/recurrence/form.ts';
import type { Recurrence } from '../../../core/recurrence/recurrence.ts';
import type { LocalDate, Weekday } from '../../../core/time/zoned.ts';

/** Days as the form holds them: every choice kept, also those that another choice hides. */
export interface DatesDraft {
  /** `custom`: as saved, where no form gives it. */
  kind: Form['kind'] | 'custom';
  first: LocalDate | '';
  everyDays: string;
  weekdays: Weekday[];
  /** Of a month, or of the month of a year. */
  on: FormMonthDay;
  month: number;
  end: FormEnd['by'];
  last: LocalDate | '';
  count: string;
  except: LocalDate[];
  /** As they were saved; `null` for those of a new broadcast. */
  saved: Recurrence | null;
}

export type DatesFault = 'first' | 'everyDays' | 'last' | 'count' | 'never';

export function emptyDates(date: LocalDate): DatesDraft {
  return {
    kind: 'once',
    first: date,
    everyDays: '1',
    weekdays: [1, 2, 3, 4, 5],
    on: { by: 'day', day: Number(date.slice(8)) },
    month: monthOf(date),
    end: 'never',
    last: '',
    count: '',
    except: [],
    saved: null,
  };
}

export function datesDraftOf(saved: Recurrence): DatesDraft {
  const form = toForm(saved);
  const draft = { ...emptyDates(saved.first), saved };
  if (form === 'custom') return { ...draft, kind: 'custom', except: [...saved.exdates] };
  if (form.kind === 'once') return draft;
  const { kind, end } = form;
  return {
    ...draft,
    kind,
    except: [...form.except],
    end: end.by,
    last: end.by === 'date' ? end.last : '',
    count: end.by === 'count' ? String(end.count) : '',
    ...(kind === 'daily' ? { everyDays: String(form.everyDays) } : {}),
    ...(kind === 'weekly' ? { weekdays: [...form.weekdays] } : {}),
    ...(kind === 'monthly' || kind === 'yearly' ? { on: form.on } : {}),
    ...(kind === 'yearly' ? { month: form.month } : {}),
  };
}

/** The days of a draft without faults; what no form gives stays untouched. */
export function recurrenceOf(draft: DatesDraft): Recurrence {
  const { kind, saved } = draft;
  return kind === 'custom' && saved ? saved : fromForm(formOf(draft));
}

/** What still stands in the way. */
export function datesFaults(draft: DatesDraft): DatesFault[] {
  const { kind, end, first, last } = draft;
  if (kind === 'custom') return [];
  if (first === '') return ['first'];
  if (kind === 'once') return [];
  const faults: [DatesFault, boolean][] = [
    ['everyDays', kind === 'daily' && !(wholeOf(draft.everyDays) >= 1)],
    ['last', end === 'date' && (last === '' || last < first)],
    ['count', end === 'count' && !(wholeOf(draft.count) >= 1)],
  ];
  const found = faults.flatMap(([fault, isThere]) => (isThere ? [fault] : []));
  if (found.length > 0) return found;
  const fault = faultOf(recurrenceOf(draft));
  if (fault === null) return [];
  if (fault.code === 'bad_interval') return ['everyDays'];
  return [fault.code === 'bad_count' ? 'count' : 'never'];
}

/** With another first day: a day of the month that was chosen for the old one goes with it. */
export function withFirst(draft: DatesDraft, first: LocalDate | ''): DatesDraft {
  if (first === '' || draft.first === '') return { ...draft, first };
  const wasIts = monthDaysFor(draft.first).find((one) => isSameDay(one, draft.on));
  const next = wasIts && monthDaysFor(first).find((one) => sortOf(one) === sortOf(wasIts));
  const plain = { by: 'day' as const, day: Number(first.slice(8)) };
  return {
    ...draft,
    first,
    on: wasIts ? (next ?? plain) : draft.on,
    month: draft.month === monthOf(draft.first) ? monthOf(first) : draft.month,
  };
}

/** Whether they were saved as no form gives them: to be kept until something else is chosen. */
export function wasCustom({ saved }: Pick<DatesDraft, 'saved'>): boolean {
  return saved !== null && toForm(saved) === 'custom';
}

/** What can be chosen for a month: what the first day suggests, and what was chosen. */
export function monthDayChoices({ first, on }: Pick<DatesDraft, 'first' | 'on'>): FormMonthDay[] {
  const suggested = first === '' ? [] : monthDaysFor(first);
  return suggested.some((one) => isSameDay(one, on)) ? suggested : [...suggested, on];
}

/** Names a day of a month among others. */
export function monthDayKey(on: FormMonthDay): string {
  return on.by === 'day' ? `day ${on.day}` : `weekday ${on.ordinal} ${on.weekday}`;
}

function formOf(draft: DatesDraft): Form {
  const { kind, first, on, month, except } = draft;
  if (kind === 'once' || kind === 'custom') return { kind: 'once', date: first };
  const repeated = { first, end: endOf(draft), except: [...except].sort() };
  switch (kind) {
    case 'daily':
      return { kind, everyDays: wholeOf(draft.everyDays), ...repeated };
    case 'weekly':
      return { kind, weekdays: draft.weekdays, ...repeated };
    case 'monthly':
      return { kind, on, ...repeated };
    case 'yearly':
      return { kind, month, on, ...repeated };
  }
}

function endOf({ end, last, count }: DatesDraft): FormEnd {
  if (end === 'date') return { by: 'date', last };
  return end === 'count' ? { by: 'count', count: wholeOf(count) } : { by: 'never' };
}

function isSameDay(a: FormMonthDay, b: FormMonthDay): boolean {
  return monthDayKey(a) === monthDayKey(b);
}

/** By number or by weekday, from the beginning or from the end of the month. */
function sortOf(on: FormMonthDay): string {
  return `${on.by} ${(on.by === 'day' ? on.day : on.ordinal) < 0}`;
}

const monthOf = (date: LocalDate) => Number(date.slice(5, 7));
const wholeOf = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);
