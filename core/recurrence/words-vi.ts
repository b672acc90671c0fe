import type { LocalDate } from '../time/zoned.ts';
import type { Words } from './words.ts';

const PERIODS = { daily: 'ngày', weekly: 'tuần', monthly: 'tháng', yearly: 'năm' };

function date(of: LocalDate): string {
  const [year = '', month = '', day = ''] = of.split('-');
  return `${day}/${month}/${year}`;
}

function days(dates: readonly LocalDate[]): string {
  const [only, ...others] = dates;
  if (only === undefined || others.length > 0) return `${dates.length} ngày`;
  return `ngày ${date(only)}`;
}

export const wordsVi: Words = {
  date,
  once: (on) => `ngày ${date(on)}`,
  weekday: (weekday) => (weekday === 7 ? 'chủ nhật' : `thứ ${weekday + 1}`),
  weekdaysThrough: (from, to) => `${wordsVi.weekday(from)} đến ${wordsVi.weekday(to)}`,
  monthDay(day) {
    if (day === -1) return 'ngày cuối tháng';
    return day > 0 ? `ngày ${day}` : `ngày thứ ${-day} từ cuối tháng`;
  },
  ordinalWeekday({ ordinal, weekday }) {
    const name = wordsVi.weekday(weekday);
    if (ordinal === 1) return `${name} đầu tiên`;
    if (ordinal === -1) return `${name} cuối cùng`;
    return ordinal > 0 ? `${name} lần thứ ${ordinal}` : `${name} lần thứ ${-ordinal} từ cuối tháng`;
  },
  yearDay: (day, month) => `ngày ${day}/${month}`,
  ofMonths: (which, months) => `${which} của ${months.map((month) => `tháng ${month}`).join(', ')}`,
  every(freq, interval, which) {
    const period = PERIODS[freq];
    if (interval > 1) return `${interval} ${period} một lần${which && `, vào ${which}`}`;
    return which ? `${which} hàng ${period}` : `hàng ${period}`;
  },
  list: (items) => items.join(', '),
  from: (first) => `từ ${date(first)}`,
  through: (last) => ` đến hết ${date(last)}`,
  times: (count) => `${count} lần`,
  except: (dates) => `trừ ${days(dates)}`,
  also: (dates) => `thêm ${days(dates)}`,
};
