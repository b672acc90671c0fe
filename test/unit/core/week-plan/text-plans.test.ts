import { describe, expect, it } from 'vitest';

import { read } from './plan-sample.ts';

describe('a plan written as lines', () => {
  it('reads days and sessions from its headings', () => {
    const pasted = `
CHƯƠNG TRÌNH PHÁT THANH NGÀY 24/11/2026
***** BUỔI SÁNG *****
– 5h00 Đài hiệu + Giới thiệu chương trình
– 5h05 Chuyên mục: An toàn giao thông
– 5h30 Tiếp âm Thời sự Đài Tiếng nói Việt Nam
***** BUỔI CHIỀU *****
– Tin trong xã
17h15: Vay vốn chính sách cho hộ nghèo (8')`;
    expect(read(pasted)).toEqual([
      '1: (section)',
      '2: (section)',
      '3: 2026-11-24^ | 05:00 morning^ | Đài hiệu + Giới thiệu chương trình | !recording_unknown Đài hiệu + Giới thiệu chương trình []',
      '4: 2026-11-24^ | 05:05 morning^ | Chuyên mục: An toàn giao thông | <roads?>',
      '5: 2026-11-24^ | 05:30 morning^ | Tiếp âm Thời sự Đài Tiếng nói Việt Nam | relay',
      '6: (section)',
      '7: 2026-11-24^ | afternoon^ | Tin trong xã | !recording_unknown Tin trong xã []',
      '8: 2026-11-24^ | 17:15 afternoon^ | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 480 s',
    ]);
  });

  it('reads a message to the villagers and leaves its greetings', () => {
    const pasted = `
Lịch phát thanh xã Hải Đường tuần này bà con nhé 📢
Thứ 2: 5h tiếp sóng VOV, 17h tin trong xã
Thứ 3 (24/11):
+ 5h30 Vay vốn chính sách cho hộ nghèo
+ 17h15 An toàn giao thông (10 phút)
Thứ 4 nghỉ
CN 29/11 sáng: Thông báo lịch tiêm chủng tháng 11
Cảm ơn bà con!`;
    expect(read(pasted)).toEqual([
      '1: (title)',
      '2: 2026-11-23? | 05:00 | tiếp sóng VOV, 17h tin trong xã | relay | !several_items Thứ 2: 5h tiếp sóng VOV, 17h tin trong xã',
      '3: (section)',
      '4: 2026-11-24^ | 05:30 | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan>',
      '5: 2026-11-24^ | 17:15 | An toàn giao thông | <roads?> | 600 s',
      '6: (no_broadcast)',
      '7: 2026-11-29? | morning | Thông báo lịch tiêm chủng tháng 11 | <vaccine>',
      '8: (heading)',
    ]);
  });

  it('reads a line for each day, with and without diacritics', () => {
    const pasted = `
T2 5h00: Đội mũ bảo hiểm khi đi xe máy
t3 5h00: doi mu bao hiem khi di xe may
Thứ Tư, 25/11/2026, 17h00 – 17h05: Phòng chống đuối nước cho trẻ em
Thứ Năm 25/11: 17h Ca nhạc
hàng ngày 18h: Đọc truyện 20'
Người lập lịch: Nguyễn Thị Lan`;
    expect(read(pasted)).toEqual([
      '1: 2026-11-23? | 05:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets>',
      '2: 2026-11-24? | 05:00 | doi mu bao hiem khi di xe may | <roads?> | <helmets>',
      '3: 2026-11-25 | 17:00 | Phòng chống đuối nước cho trẻ em | <water> | 300 s?',
      '4: - | 17:00 | Ca nhạc | !weekday_date_mismatch Thứ Năm 25/11 2026-11-25 4 | !recording_unknown Ca nhạc []',
      '5: 2026-11-23 11-24 11-25 11-26 11-27 11-28 11-29? | 18:00 | Đọc truyện | 1200 s | !recording_unknown Đọc truyện []',
      '6: (footer)',
    ]);
  });

  it('keeps in the title what only looks like a time or a place', () => {
    const pasted = `
NGÀY 24/11/2026
17h00 Họp dân lúc 19h30 tại nhà văn hóa xóm 4
17h05 Bản tin 24h qua
17h10 Kỷ niệm 70 năm ngày 20/11
17h15 UBND xã thông báo thu 3 khoản`;
    expect(read(pasted)).toEqual([
      '1: (section)',
      '2: 2026-11-24^ | 17:00 | Họp dân lúc 19h30 tại nhà văn hóa xóm 4 | !recording_unknown Họp dân lúc 19h30 tại nhà văn hóa xóm 4 []',
      '3: 2026-11-24^ | 17:05 | Bản tin 24h qua | !recording_unknown Bản tin 24h qua []',
      '4: 2026-11-24^ | 17:10 | Kỷ niệm 70 năm ngày 20/11 | !recording_unknown Kỷ niệm 70 năm ngày 20/11 []',
      '5: 2026-11-24^ | 17:15 | UBND xã thông báo thu 3 khoản | !recording_unknown UBND xã thông báo thu 3 khoản []',
    ]);
  });

  it('gives nothing but titles for a text that is no plan', () => {
    const pasted = `
Kính gửi: Các ông bà trưởng xóm
Đài truyền thanh xã thông báo việc sửa cụm loa.
Trân trọng!`;
    expect(read(pasted)).toEqual(['1: (title)', '2: (title)', '3: (title)']);
  });
});
