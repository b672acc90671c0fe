import { describe, expect, it } from 'vitest';

import { commune, typed } from './plan-sample.ts';

describe('a typed line', () => {
  it.each([
    [
      'sáng mai thông báo lịch tiêm',
      '2026-11-21? | morning | thông báo lịch tiêm | !recording_ambiguous thông báo lịch tiêm [vaccine]',
    ],
    [
      '17h30 thứ 3 24/11/2026 vay vốn chính sách cho hộ nghèo 8p',
      '2026-11-24 | 17:30 | vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 480 s',
    ],
    [
      'sang mai thong bao lich tiem chung',
      '2026-11-21? | morning | thong bao lich tiem chung | !recording_ambiguous thong bao lich tiem chung [vaccine]',
    ],
    [
      'họp dân ngày 24/11 phát 17h t3',
      '2026-11-24? | 17:00 | họp dân | !recording_unknown họp dân []',
    ],
    [
      'thứ 3 tuần sau 17h tin trong xã',
      '2026-11-24? | 17:00 | tin trong xã | !recording_unknown tin trong xã []',
    ],
    [
      '5h sáng thứ 7 này dọn vệ sinh',
      '2026-11-21? | 05:00 | dọn vệ sinh | !recording_unknown dọn vệ sinh []',
    ],
    [
      '17h30 phút t3 tin trong xã',
      '2026-11-24? | 17:30 | tin trong xã | !recording_unknown tin trong xã []',
    ],
    [
      'chiều cn đọc truyện 20p',
      '2026-11-29? | afternoon | đọc truyện | 1200 s | !recording_unknown đọc truyện []',
    ],
    [
      'GN: vay vốn 17h t3',
      '2026-11-24? | 17:00 | GN: vay vốn | <poverty?> | !recording_unknown GN: vay vốn [loan]',
    ],
    [
      'trưa 24/11 gương người tốt việc tốt (ưu tiên)',
      '2026-11-24? | noon | gương người tốt việc tốt | priority | !recording_ambiguous gương người tốt việc tốt [deeds deeds2]',
    ],
    [
      'đội mũ bảo hiểm khi đi xe máy 17h t3',
      '2026-11-24? | 17:00 | đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets>',
    ],
    [
      '5h30 sáng 29/11 phòng, chống dịch tả lợn châu phi các xóm trừ xóm 1 và 2',
      '2026-11-29? | 05:30 | phòng, chống dịch tả lợn châu phi | <pigs> | at all -x1 -x2',
    ],
    ['thu 3 5h tiep song dai tinh 1h', '2026-11-24? | 05:00? | tiep song dai tinh 1h | relay'],
    [
      't3 24/11, t5 26/11 17h ca nhạc',
      '2026-11-24 11-26? | 17:00 | ca nhạc | !recording_unknown ca nhạc []',
    ],
    [
      '24/11, 26/11 và 28/11 lúc 17h ca nhạc',
      '2026-11-24 11-26 11-28? | 17:00 | ca nhạc | !recording_unknown ca nhạc []',
    ],
    ['ngày kia 17h ca nhạc', '2026-11-22? | 17:00 | ca nhạc | !recording_unknown ca nhạc []'],
    ['17h ngày 24 ca nhạc', '2026-11-24? | 17:00 | ca nhạc | !recording_unknown ca nhạc []'],
  ])('is understood by its words: %s', (line, understood) => {
    expect(typed(line)).toBe(understood);
  });

  it.each([
    [
      '17h t3 t5 giảm nghèo xóm 4',
      'Every Tuesday and Thursday, from 23 Nov 2026? | 17:00 | giảm nghèo | <poverty?> | at x4',
    ],
    [
      '5h hàng ngày tiếp sóng VOV 30 phút',
      'Every day, from 23 Nov 2026 | 05:00 | tiếp sóng VOV | relay | 1800 s',
    ],
    [
      '5h và 17h hàng ngày thông báo thu tiền nước xóm 1, 2 và 5',
      'Every day, from 23 Nov 2026 | 05:00 + 17:00 | thông báo thu tiền nước | at x1 x2 x5 | !recording_unknown thông báo thu tiền nước []',
    ],
    [
      't2-t6 5h tiếp sóng VOV1 30p',
      'Every Monday to Friday, from 23 Nov 2026? | 05:00 | tiếp sóng VOV1 | relay | 1800 s',
    ],
    [
      '17h thứ 2, 4, 6 an toàn giao thông',
      'Every Monday, Wednesday and Friday, from 23 Nov 2026? | 17:00 | an toàn giao thông | <roads?>',
    ],
    [
      'ngày 15 hàng tháng 17h họp chi bộ',
      'Day 15 of every month, from 23 Nov 2026 | 17:00 | họp chi bộ | !recording_unknown họp chi bộ []',
    ],
    [
      "mỗi thứ 7 17h ca nhạc 15'",
      'Every Saturday, from 23 Nov 2026 | 17:00 | ca nhạc | 900 s | !recording_unknown ca nhạc []',
    ],
    [
      'từ 24/11 đến 30/11/2026 5h hàng ngày phòng dịch toàn xã trừ xóm 3',
      'Every day, from 24 Nov 2026 through 30 Nov 2026? | 05:00 | phòng dịch | at all -x3 | !recording_unknown phòng dịch [pigs]',
    ],
    [
      'T7 và CN 17h ca nhạc thiếu nhi 15 phút',
      'Every Saturday and Sunday, from 23 Nov 2026? | 17:00 | ca nhạc thiếu nhi | 900 s | !recording_unknown ca nhạc thiếu nhi []',
    ],
    [
      '5h hàng ngày trừ chủ nhật tiếp sóng VOV',
      'Every Monday to Saturday, from 23 Nov 2026 | 05:00 | tiếp sóng VOV | relay',
    ],
    [
      '5h t2-t7 trừ t5 tiếp sóng VOV',
      'Every Monday to Wednesday, Friday and Saturday, from 23 Nov 2026? | 05:00 | tiếp sóng VOV | relay',
    ],
    [
      'từ 24/11 17h hàng ngày ca nhạc',
      'Every day, from 24 Nov 2026? | 17:00 | ca nhạc | !recording_unknown ca nhạc []',
    ],
    [
      'hàng tuần vào chủ nhật 17h ca nhạc',
      'Every Sunday, from 23 Nov 2026 | 17:00 | ca nhạc | !recording_unknown ca nhạc []',
    ],
    [
      'cả tuần 17h ca nhạc',
      'Every day, from 23 Nov 2026 | 17:00 | ca nhạc | !recording_unknown ca nhạc []',
    ],
  ])('repeats where it says so, or names several weekdays: %s', (line, understood) => {
    expect(typed(line)).toBe(understood);
  });

  it.each([
    [
      '17h mai thông báo họp dân ngày 24/11',
      '2026-11-21? | 17:00 | thông báo họp dân ngày 24/11 | !recording_unknown thông báo họp dân ngày 24/11 []',
    ],
    [
      '17h kỷ niệm ngày nhà giáo 20/11',
      '- | 17:00 | kỷ niệm ngày nhà giáo 20/11 | !day_missing | !recording_unknown kỷ niệm ngày nhà giáo 20/11 []',
    ],
    [
      'bản tin 24h',
      '- | - | bản tin 24h | !day_missing | !time_missing | !recording_unknown bản tin 24h []',
    ],
    [
      '17h t3 thông báo của UBND xã Hải Đường',
      '2026-11-24? | 17:00 | thông báo của UBND xã Hải Đường | !recording_unknown thông báo của UBND xã Hải Đường []',
    ],
    [
      '17h t3 chính sách cho hộ ưu tiên',
      '2026-11-24? | 17:00 | chính sách cho hộ ưu tiên | !recording_unknown chính sách cho hộ ưu tiên []',
    ],
    [
      '17h t3 thông báo thu 3 khoản, hạn 5 ngày',
      '2026-11-24? | 17:00 | thông báo thu 3 khoản, hạn 5 ngày | !recording_unknown thông báo thu 3 khoản, hạn 5 ngày []',
    ],
    [
      '17h mai Hoa mai ngày tết',
      '2026-11-21? | 17:00 | Hoa mai ngày tết | !recording_unknown Hoa mai ngày tết []',
    ],
    [
      '17h t3 mạng 4G phủ sóng toàn xã trừ khu chợ',
      '2026-11-24? | 17:00 | mạng 4G phủ sóng | !recording_unknown mạng 4G phủ sóng [] | !place_unknown khu chợ',
    ],
  ])('keeps in its title what only looks like a day, a time or a place: %s', (line, understood) => {
    expect(typed(line)).toBe(understood);
  });

  it.each([
    [
      'chiều nay hỏa hoạn xóm 7 khẩn',
      '2026-11-20? | afternoon | hỏa hoạn | at x7 | priority? | !recording_unknown hỏa hoạn [] | !urgent khẩn',
    ],
    [
      '17h30 thứ 2 24/11 vay vốn',
      '- | 17:30 | vay vốn | !weekday_date_mismatch thứ 2 24/11 2026-11-24 1 | !recording_unknown vay vốn [loan]',
    ],
    [
      '17h thứ 3-5 ca nhạc',
      '- | 17:00 | ca nhạc | !day_unclear thứ 3-5 | !recording_unknown ca nhạc []',
    ],
    [
      'họp dân lúc 19h30 tối nay xóm 99',
      '2026-11-20? | 19:30 | họp dân | !recording_unknown họp dân [] | !place_unknown xóm 99',
    ],
    [
      '17h 30 phút tin trong xã',
      '- | - | tin trong xã | !day_missing | !time_unclear 17h 30 phút | !recording_unknown tin trong xã []',
    ],
    [
      '25h t3 tin trong xã',
      '2026-11-24? | - | tin trong xã | !time_unclear 25h | !recording_unknown tin trong xã []',
    ],
    [
      'hôm qua 17h ca nhạc',
      '2026-11-19? | 17:00 | ca nhạc | !in_past [2026-11-19] | !recording_unknown ca nhạc []',
    ],
    [
      'tối t3 ca nhạc',
      '2026-11-24? | - | ca nhạc | !session_unknown tối | !recording_unknown ca nhạc []',
    ],
    ['17h ca nhạc', '- | 17:00 | ca nhạc | !day_missing | !recording_unknown ca nhạc []'],
    [
      '5h hàng ngày trừ 24/11 tiếp sóng VOV',
      '- | 05:00 | tiếp sóng VOV | relay | !day_unclear hàng ngày 24/11',
    ],
    ['5h trừ t5 tiếp sóng VOV', '- | 05:00 | tiếp sóng VOV | relay | !day_unclear trừ t5'],
    [
      't3 t5 24/11 17h ca nhạc',
      '- | 17:00 | ca nhạc | !day_unclear t3 t5 24/11 | !recording_unknown ca nhạc []',
    ],
    [
      'thứ 2 đầu tháng 17h chào cờ',
      '- | 17:00 | chào cờ | !day_unclear thứ 2 đầu tháng | !recording_unknown chào cờ []',
    ],
    [
      'cuối tuần 17h ca nhạc',
      '- | 17:00 | ca nhạc | !day_unclear cuối tuần | !recording_unknown ca nhạc []',
    ],
    [
      '17h t3 tiếp sóng VOV, 17h30 tin trong xã',
      '2026-11-24? | 17:00? | tiếp sóng VOV, 17h30 tin trong xã | relay | !several_items 17h t3 tiếp sóng VOV, 17h30 tin trong xã',
    ],
  ])('names what is not clear: %s', (line, understood) => {
    expect(typed(line)).toBe(understood);
  });

  it('is skipped where there is nothing in it', () => {
    expect(typed('  ')).toBe('(blank)');
  });

  it('counts a weekday from today where the week in view has begun', () => {
    const thursday = { ...commune, today: '2026-11-26' };
    expect(typed('17h t3 ca nhạc', thursday)).toContain('2026-12-01');
    expect(typed('17h t5 ca nhạc', thursday)).toContain('2026-11-26');
  });
});
