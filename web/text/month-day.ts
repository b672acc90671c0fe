import type { FormMonthDay } from '../../core/recurrence/form.ts';
import { wordsEn } from '../../core/recurrence/words-en.ts';
import { wordsVi } from '../../core/recurrence/words-vi.ts';

/** A day of each month, or of a month of each year: `ngày 24`, `thứ 3 lần thứ 4 của tháng 11`. */
export function monthDayText(on: FormMonthDay, month: number | null, locale: string): string {
  const words = locale === 'en' ? wordsEn : wordsVi;
  if (month !== null && on.by === 'day' && on.day > 0) return words.yearDay(on.day, month);
  const day = on.by === 'day' ? words.monthDay(on.day) : words.ordinalWeekday(on);
  return month === null ? day : words.ofMonths(day, [month]);
}
