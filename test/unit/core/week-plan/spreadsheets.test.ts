import { describe, expect, it } from 'vitest';

import { read } from './plan-sample.ts';

describe('a plan copied from a spreadsheet', () => {
  it('keeps quotes that enclose nothing, and undoes those of a cell with line breaks', () => {
    const pasted = `
Ngày→Giờ→Nội dung
23/11/2026→5:00→"Vay vốn chính sách
cho hộ nghèo"
24/11/2026→5:00→"Gương" người tốt việc tốt`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | 05:00 | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan>',
      '4: 2026-11-24 | 05:00 | "Gương" người tốt việc tốt | !recording_ambiguous "Gương" người tốt việc tốt [deeds deeds2]',
    ]);
  });

  it('reads starts and ends in columns of their own', () => {
    const pasted = `
Ngày→Bắt đầu→Kết thúc→Tên bài→Thời lượng
23/11/2026→05:00→05:08→Vay vốn chính sách cho hộ nghèo→
24/11/2026→17:00→17:30→Đội mũ bảo hiểm khi đi xe máy→4 phút
25/11/2026→17:00→16:00→Ca nhạc→`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | 05:00 | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 480 s?',
      '3: 2026-11-24 | 17:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets> | 240 s | !length_mismatch times 240000 1800000',
      '4: 2026-11-25 | - | Ca nhạc | !time_unclear 17:00 - 16:00 | !recording_unknown Ca nhạc []',
    ]);
  });

  it('takes no date for another where some are written month first', () => {
    const pasted = `
STT→Ngày→Giờ→Nội dung
1→11/23/2026→5:00→Ca nhạc 1
2→11/9/2026→5:00→Ca nhạc 2
3→11/11/2026→5:00→Ca nhạc 3
4→25/11→5:00→Ca nhạc 4`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: - | 05:00 | Ca nhạc 1 | !day_unclear 11/23/2026 | !recording_unknown Ca nhạc 1 []',
      '3: - | 05:00 | Ca nhạc 2 | !day_unclear 11/9/2026 | !recording_unknown Ca nhạc 2 []',
      '4: 2026-11-11 | 05:00 | Ca nhạc 3 | !in_past [2026-11-11] | !recording_unknown Ca nhạc 3 []',
      '5: 2026-11-25? | 05:00 | Ca nhạc 4 | !recording_unknown Ca nhạc 4 []',
    ]);
  });

  it('says which lengths are not those of the recording, and which are not clear', () => {
    const pasted = `
Ngày→Giờ→Nội dung→Thời lượng
23/11/2026→5:00→Vay vốn chính sách cho hộ nghèo→7:40
23/11/2026→5:10→Vay vốn chính sách cho hộ nghèo→15 phút
23/11/2026→5:30→Phòng chống đuối nước cho trẻ em→02:30
23/11/2026→5:40→Phòng chống đuối nước cho trẻ em→10-15'
23/11/2026→5:50-5:55→Đội mũ bảo hiểm khi đi xe máy→`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | 05:00 | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 460 s? | !length_mismatch recording 460000 480000',
      '3: 2026-11-23 | 05:10 | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 900 s | !length_mismatch recording 900000 480000',
      '4: 2026-11-23 | 05:30 | Phòng chống đuối nước cho trẻ em | <water> | !length_unclear 02:30',
      "5: 2026-11-23 | 05:40 | Phòng chống đuối nước cho trẻ em | <water> | !length_unclear 10-15'",
      '6: 2026-11-23 | 05:50 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets> | 300 s?',
    ]);
  });

  it('offers recordings with the same title, by the programme where that tells', () => {
    const pasted = `
Ngày→Giờ→Nội dung→Chuyên mục
23/11/2026→5:00→Gương người tốt việc tốt→
24/11/2026→5:00→Gương người tốt việc tốt→Giảm nghèo bền vững
25/11/2026→5:00→Gương người tốt việc tốt (phát lại)→Nông thôn mới
26/11/2026→5:00→Gương người tốt→NM
27/11/2026→5:00→Thông báo lịch tiêm chủng tháng 12→
28/11/2026→5:00→Trường Sa trong trái tim ngư dân→BĐ
29/11/2026→5:00→Bài: Phòng chống dịch tả lợn châu phi→Chăn nuôi`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | 05:00 | Gương người tốt việc tốt | !recording_ambiguous Gương người tốt việc tốt [deeds deeds2]',
      '3: 2026-11-24 | 05:00 | Gương người tốt việc tốt | <poverty> | <deeds2?>',
      '4: 2026-11-25 | 05:00 | Gương người tốt việc tốt (phát lại) | <village?> | <deeds?>',
      '5: 2026-11-26 | 05:00 | Gương người tốt | <village> | <deeds?>',
      '6: 2026-11-27 | 05:00 | Thông báo lịch tiêm chủng tháng 12 | !recording_unknown Thông báo lịch tiêm chủng tháng 12 [vaccine]',
      '7: 2026-11-28 | 05:00 | Trường Sa trong trái tim ngư dân | <sea> | <islands?>',
      '8: 2026-11-29 | 05:00 | Bài: Phòng chống dịch tả lợn châu phi | <pigs?> | !programme_unknown Chăn nuôi',
    ]);
  });

  it('guesses the columns of a table without a head, and says that it did', () => {
    const pasted = `
thu 2→5h→tiep song VOV→30p
thu 3→5h→vay von chinh sach cho ho ngheo→8p
thu 4→17h→an toan giao thong→10p`;
    expect(read(pasted)).toEqual([
      '1: 2026-11-23? | 05:00? | tiep song VOV? | relay | 1800 s?',
      '2: 2026-11-24? | 05:00? | vay von chinh sach cho ho ngheo? | <poverty?> | <loan?> | 480 s?',
      '3: 2026-11-25? | 17:00? | an toan giao thong? | <roads?> | 600 s?',
    ]);
  });
});

describe('a plan from a CSV file', () => {
  it('reads semicolons, a byte order mark, Windows line ends and quotes', () => {
    const pasted = `
"Thứ, ngày";"Giờ phát";"Tên bài";"Chuyên mục";"Thời lượng (phút)";"Phạm vi"
"Thứ hai, 23/11/2026";"05:00-05:08";"Vay vốn chính sách cho hộ nghèo";"Giảm nghèo bền vững";"8";"Toàn xã"
;"05:10-05:15";"Phòng chống đuối nước cho trẻ em";"";"5";"Các xóm"
"Thứ ba, 24/11/2026";"17:00";"Tin trong xã; ca nhạc";"GN";"10";"xóm 4, 5 và 7"`;
    expect(read(`\uFEFF${pasted.trimStart().replaceAll('\n', '\r\n')}`)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | 05:00 | Vay vốn chính sách cho hộ nghèo | <poverty> | <loan> | 480 s | at all',
      '3: 2026-11-23^ | 05:10 | Phòng chống đuối nước cho trẻ em | <water> | 300 s | at all',
      '4: 2026-11-24 | 17:00 | Tin trong xã; ca nhạc | <poverty> | 600 s | at x4 x5 x7 | !recording_unknown Tin trong xã; ca nhạc []',
    ]);
  });

  it('takes the delimiter that Excel names in the first line', () => {
    const pasted = `
sep=;
Ngày;Giờ;Nội dung;Ghi chú
23/11/2026;05:00;Đội mũ bảo hiểm khi đi xe máy;"phát lại; xem ""lịch cũ"""`;
    expect(read(pasted)).toEqual([
      '2: (heading)',
      '3: 2026-11-23 | 05:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets> | note phát lại; xem "lịch cũ"',
    ]);
  });

  it('reads commas and a cell of several lines', () => {
    const pasted = `
Ngày,Buổi,Nội dung
23/11/2026,Sáng,"- Vay vốn chính sách cho hộ nghèo
- Phòng, chống dịch tả lợn Châu Phi (6')"
24/11/2026,Chiều,"Đội mũ bảo hiểm, khi đi xe máy"`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | morning | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan>',
      '2.2: 2026-11-23 | morning | Phòng, chống dịch tả lợn Châu Phi | <pigs> | 360 s',
      '4: 2026-11-24 | afternoon | Đội mũ bảo hiểm, khi đi xe máy | <roads?> | <helmets>',
    ]);
  });

  it('reads English headings, weekdays and times', () => {
    const pasted = `
Weekday,Date,Time,Session,Title,Strand,Length,Places
Monday,2026-11-23,05:00,Buổi sáng,"Vay vốn chính sách cho hộ nghèo",Giảm nghèo bền vững,00:08:00,Everywhere
Tue,,5:30 PM,afternoon,Village news,,5 min,Xóm 4
Mon-Fri,,17:00,,News,,,All places`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | 05:00 morning | Vay vốn chính sách cho hộ nghèo | <poverty> | <loan> | 480 s | at all',
      '3: 2026-11-24? | 17:30 afternoon | Village news | 300 s | at x4 | !recording_unknown Village news []',
      '4: 2026-11-23 11-24 11-25 11-26 11-27? | 17:00 | News | at all | !recording_unknown News []',
    ]);
  });

  it('guesses the columns of a file without a head', () => {
    const pasted = `
23/11/2026;05:00;Vay vốn chính sách cho hộ nghèo;8';xóm 1
24/11/2026;05:00;Phòng chống đuối nước cho trẻ em;5';xóm 2
25/11/2026;17:00;Thông báo lịch tiêm chủng tháng 11;3';toàn xã`;
    expect(read(pasted)).toEqual([
      '1: 2026-11-23? | 05:00? | Vay vốn chính sách cho hộ nghèo? | <poverty?> | <loan?> | 480 s? | at x1?',
      '2: 2026-11-24? | 05:00? | Phòng chống đuối nước cho trẻ em? | <water?> | 300 s? | at x2?',
      '3: 2026-11-25? | 17:00? | Thông báo lịch tiêm chủng tháng 11? | <vaccine?> | 180 s? | at all?',
    ]);
  });
});
