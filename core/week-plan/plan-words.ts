import type { BroadcastClass } from '../playlist/playlist.ts';
import { wordsEn } from '../recurrence/words-en.ts';
import { wordsVi } from '../recurrence/words-vi.ts';
import type { LocalDate, Weekday } from '../time/zoned.ts';

/** What a language says in the table of a week; `readHeading` knows each heading. */
export interface PlanWords {
  headings: readonly string[];
  weekday: (weekday: Weekday) => string;
  date: (date: LocalDate) => string;
  class: Readonly<Record<BroadcastClass, string>>;
  everywhere: string;
  except: (places: string, left: string) => string;
  /** Of an occurrence in the days that are compiled, and of one after them. */
  state: Readonly<Record<'settled' | 'expected', string>>;
  /** What stands above the table; `whose` is a station or an area. */
  title: (whose: string, from: LocalDate, to: LocalDate) => string;
}

export const planWords: Readonly<Record<'vi' | 'en', PlanWords>> = {
  vi: {
    headings: [
      ...['Thứ', 'Ngày', 'Giờ', 'Buổi', 'Nội dung', 'Chuyên mục', 'Thời lượng', 'Mức độ'],
      ...['Đài', 'Địa bàn', 'Trạng thái'],
    ],
    weekday: (weekday) => capitalised(wordsVi.weekday(weekday)),
    date: wordsVi.date,
    class: { normal: 'Thông thường', priority: 'Ưu tiên' },
    everywhere: 'Toàn địa bàn',
    except: (places, left) => `${places}, trừ ${left}`,
    state: { settled: 'Đã xếp', expected: 'Dự kiến' },
    title: (whose, from, to) =>
      `Lịch phát thanh ${whose}, từ ${wordsVi.date(from)} đến ${wordsVi.date(to)}`,
  },
  en: {
    headings: [
      ...['Weekday', 'Date', 'Time', 'Session', 'Title', 'Strand', 'Length', 'Class'],
      ...['Station', 'Places', 'Status'],
    ],
    weekday: wordsEn.weekday,
    date: (date) => date,
    class: { normal: 'Normal', priority: 'Priority' },
    everywhere: 'Everywhere',
    except: (places, left) => `${places}, except ${left}`,
    state: { settled: 'In the timetable', expected: 'Expected' },
    title: (whose, from, to) => `Timetable of ${whose}, ${from} to ${to}`,
  },
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
