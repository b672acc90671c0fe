import { describe, expect, it } from 'vitest';

import { planWords } from '../../../../core/week-plan/plan-words.ts';
import type { ColumnMeaning } from '../../../../core/week-plan/table/headings.ts';
import { readHeading } from '../../../../core/week-plan/table/headings.ts';
import { fold } from '../../../../core/text/fold.ts';

const headings: Record<Exclude<ColumnMeaning, 'endTime'>, string[]> = {
  weekday: ['Thứ', 'Thứ trong tuần', 'Weekday', 'Day'],
  date: ['Ngày', 'Ngày tháng', 'Ngày, tháng, năm', 'Ngày phát', 'NGÀY PHÁT SÓNG', 'Date'],
  day: ['Thứ/ngày', 'Thứ, ngày', 'Thứ - Ngày', 'Ngày/thứ', 'Thứ\nngày', 'Thứ, ngày, tháng'],
  when: ['Thời gian', 'Thời gian phát', 'Thời gian phát sóng', 'Thời điểm', 'Ngày giờ'],
  time: [
    'Giờ',
    'Giờ phát',
    'Giờ phát thanh',
    'Khung giờ',
    'Bắt đầu',
    'Giờ bắt đầu',
    'Time',
    'Start',
  ],
  session: ['Buổi', 'Buổi phát', 'Ca phát', 'Session'],
  title: [
    ...[
      'Nội dung',
      'Nội dung phát thanh',
      'Nội dung tuyên truyền',
      'Tên bài',
      'Tin bài',
      'Tên tin, bài',
    ],
    ...['Tiêu đề', 'Title', 'Content', 'Bản tin', 'Mục phát'],
  ],
  titleOrProgramme: ['Chương trình', 'Tên chương trình', 'Tên bài/Chương trình', 'Programme'],
  programme: ['Chuyên mục', 'Tên chuyên mục', 'Thể loại', 'Chuyên đề', 'Strand'],
  length: [
    'Thời lượng',
    'Thời lượng (phút)',
    'Thời lượng phút',
    'Độ dài',
    'Số phút',
    'T.lượng',
    'Length',
  ],
  places: ['Địa bàn', 'Phạm vi', 'Phạm vi phát', 'Xóm', 'Thôn/xóm', 'Khu vực', 'Cụm loa', 'Places'],
  class: ['Mức độ', 'Ưu tiên', 'Class', 'Priority'],
  contributor: [
    ...[
      'Người thực hiện',
      'Người biên tập',
      'Biên tập',
      'Thực hiện',
      'Cán bộ phụ trách',
      'Phát thanh viên',
    ],
    ...['PTV', 'Nguồn tin', 'Người đọc', 'Đơn vị thực hiện'],
  ],
  note: ['Ghi chú', 'Ghi  chú:', 'Lưu ý', 'Notes'],
  ignored: ['STT', 'TT', 'Đài', 'Trạng thái', 'No.', 'Status'],
};
const cases = Object.entries(headings).flatMap(([meaning, texts]) =>
  texts.map((text) => [text, meaning] as const),
);

describe('a heading', () => {
  it.each(cases)('%j says what its column holds: %s', (text, meaning) => {
    expect(readHeading(text)?.meaning).toBe(meaning);
    expect(readHeading(text.toUpperCase())?.meaning).toBe(meaning);
    expect(readHeading(fold(text))?.meaning).toBe(meaning);
  });

  it('tells minutes from seconds', () => {
    expect(readHeading('Thời lượng (phút)')?.unit).toBe('minutes');
    expect(readHeading('Thời lượng (giây)')?.unit).toBe('seconds');
    expect(readHeading('Thời lượng')?.unit).toBeNull();
  });

  it('is no day, no session and no title of a plan', () => {
    const others = ['Thứ 2', 'Sáng', '5h00', 'Tiếp sóng VOV', 'LỊCH PHÁT THANH TUẦN 48', 'Ca nhạc'];
    for (const text of others) expect(readHeading(text)).toBeNull();
  });

  it('stands over each column of what is exported', () => {
    for (const { headings: texts } of Object.values(planWords))
      for (const text of texts) expect(readHeading(text)).not.toBeNull();
  });
});
