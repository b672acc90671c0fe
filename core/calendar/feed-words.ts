import type { Language } from '../recurrence/in-words.ts';

/** What a calendar says beside the titles. */
export interface FeedWords {
  calendar: (stationName: string) => string;
  priority: string;
  /** Of a day that is compiled. */
  settled: string;
  /** Of a broadcast on a later day. */
  expected: string;
  /** Of a session on a later day, whose items have no times yet. */
  session: string;
}

export const feedWords: Readonly<Record<Language, FeedWords>> = {
  vi: {
    calendar: (stationName) => `Lịch phát ${stationName}`,
    priority: 'Ưu tiên',
    settled: 'Đã xếp vào lịch phát.',
    expected: 'Dự kiến. Giờ phát chắc chắn có trước một tuần.',
    session: 'Dự kiến. Từng mục của buổi có trước một tuần.',
  },
  en: {
    calendar: (stationName) => `Timetable of ${stationName}`,
    priority: 'Priority',
    settled: 'In the timetable.',
    expected: 'Expected. What really airs is known a week ahead.',
    session: 'Expected. The items of the session are known a week ahead.',
  },
};
