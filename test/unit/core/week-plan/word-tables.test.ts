import { describe, expect, it } from 'vitest';

import { read } from './plan-sample.ts';

describe('a plan copied from Word', () => {
  it("reads a district's usual form: titles above, merged days and sessions, signatures below", () => {
    const pasted = `
UBND XÃ HẢI ĐƯỜNG→CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
ĐÀI TRUYỀN THANH→Độc lập - Tự do - Hạnh phúc

LỊCH PHÁT THANH TUẦN 48
(Từ ngày 23/11 đến ngày 29/11/2026)
Thứ/ngày→Buổi→Thời gian→Nội dung→Thời lượng→Người thực hiện→Ghi chú
Thứ 2 (23/11)→Sáng→5h00→Tiếp sóng Đài Tiếng nói Việt Nam→30 phút→→
→→5h30→Vay vốn chính sách cho hộ nghèo→8'→Nguyễn Thị Lan→Phát lại chiều
→Chiều→17h00→Thông báo lịch tiêm chủng tháng 11→3'→→
Thứ 3 (24/11)→Sáng→5h00→Gương người tốt việc tốt→10 phút→Trần Văn Hùng→
→Chiều→17h00→Nghỉ→→→
Chủ nhật (29/11)→Sáng→6h15→Ca nhạc→15'→→
Nơi nhận:→→→→→TM. UBND XÃ→
- Lưu VT.→→→→→CHỦ TỊCH→`;
    expect(read(pasted)).toEqual([
      '1: (title)',
      '2: (title)',
      '3: (blank)',
      '4: (title)',
      '5: (title)',
      '6: (heading)',
      '7: 2026-11-23? | 05:00 morning | Tiếp sóng Đài Tiếng nói Việt Nam | relay | 1800 s',
      '8: 2026-11-23^ | 05:30 morning^ | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 480 s | by Nguyễn Thị Lan | note Phát lại chiều',
      '9: 2026-11-23^ | 17:00 afternoon | Thông báo lịch tiêm chủng tháng 11 | <vaccine> | 180 s',
      '10: 2026-11-24? | 05:00 morning | Gương người tốt việc tốt | 600 s | by Trần Văn Hùng | !recording_ambiguous Gương người tốt việc tốt [deeds deeds2]',
      '11: (no_broadcast)',
      '12: 2026-11-29? | 06:15 morning | Ca nhạc | 900 s | !recording_unknown Ca nhạc []',
      '13: (footer)',
      '14: (footer)',
    ]);
  });

  it('takes the day from a heading across the table', () => {
    const pasted = `
LỊCH PHÁT SÓNG TUẦN TỪ 23/11 ĐẾN 29/11/2026
TT→Giờ→Nội dung→Thời lượng
THỨ HAI, NGÀY 23/11/2026
1→5h00→Tiếp sóng Đài TNVN→30'
2→5h30→Phòng chống đuối nước cho trẻ em→5 phút
THỨ BA, NGÀY 24/11/2026
1→17h00→Thông báo lịch tiêm chủng tháng 11→3'
2→17h05→Vay vốn chính sách cho hộ nghèo→12'`;
    expect(read(pasted)).toEqual([
      '1: (title)',
      '2: (heading)',
      '3: (section)',
      '4: 2026-11-23^ | 05:00 | Tiếp sóng Đài TNVN | relay | 1800 s',
      '5: 2026-11-23^ | 05:30 | Phòng chống đuối nước cho trẻ em | <water> | 300 s',
      '6: (section)',
      '7: 2026-11-24^ | 17:00 | Thông báo lịch tiêm chủng tháng 11 | <vaccine> | 180 s',
      '8: 2026-11-24^ | 17:05 | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 720 s | !length_mismatch recording 720000 480000',
    ]);
  });

  it('takes day and session from headings that stand below each other', () => {
    const pasted = `
Giờ→Nội dung→Người đọc
NGÀY 25/11/2026
I. BUỔI SÁNG
5h00→Tiếp âm Đài Tiếng nói Việt Nam→
5h30→Đội mũ bảo hiểm khi đi xe máy→Lan
II. BUỔI CHIỀU
17h00→Trường Sa trong trái tim ngư dân Hải Hậu→Hùng`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: (section)',
      '3: (section)',
      '4: 2026-11-25^ | 05:00 morning^ | Tiếp âm Đài Tiếng nói Việt Nam | relay',
      '5: 2026-11-25^ | 05:30 morning^ | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets> | by Lan',
      '6: (section)',
      '7: 2026-11-25^ | 17:00 afternoon^ | Trường Sa trong trái tim ngư dân Hải Hậu | <sea?> | <islands> | by Hùng',
    ]);
  });

  it('joins the paragraphs of a cell, which Word copies as lines, and tells marked items apart', () => {
    const pasted = `
Thứ, ngày→Buổi→Nội dung→Người thực hiện
Thứ Hai 23/11→Sáng→- Tiếp sóng VOV
- Tin trong xã
- Phòng chống đuối nước cho trẻ em→Lan
Thứ Ba 24/11→Chiều→Phòng, chống dịch tả
lợn Châu Phi→Hùng`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23? | morning | Tiếp sóng VOV | relay | by Lan',
      '2.2: 2026-11-23? | morning | Tin trong xã | by Lan | !recording_unknown Tin trong xã []',
      '2.3: 2026-11-23? | morning | Phòng chống đuối nước cho trẻ em | <water> | by Lan',
      '5: 2026-11-24? | afternoon | Phòng, chống dịch tả lợn Châu Phi | <pigs> | by Hùng',
    ]);
  });

  it('does not take several lines of a cell for one item in silence', () => {
    const pasted = `
Ngày→Giờ→Nội dung→Người đọc
23/11/2026→5h00→Tiếp sóng VOV
Tin trong xã→Lan
24/11/2026→17h00→Ca nhạc, 17h30 tin trong xã→Lan`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 | 05:00 | Tiếp sóng VOV; Tin trong xã | relay | by Lan | !several_items Tiếp sóng VOV Tin trong xã',
      '4: 2026-11-24 | 17:00 | Ca nhạc, 17h30 tin trong xã | by Lan | !several_items Ca nhạc, 17h30 tin trong xã | !recording_unknown Ca nhạc, 17h30 tin trong xã []',
    ]);
  });

  it('reads weekdays with slips of the keys, and leaves those that may be two', () => {
    const pasted = `
Thứ→Buổi→Nội dung
Thú 2→Sáng→Ca nhạc 1
Thứ Hia→Chiều→Ca nhạc 2
Thư 3→Sáng→Ca nhạc 3
Thứ bau→Sáng→Ca nhạc 4
thuws 4→Sáng→Ca nhạc 5
T.5→Sáng→Ca nhạc 6
Thứ 8→Sáng→Ca nhạc 7
Thứ bẩy→Sáng→Ca nhạc 8
Thứ nhất→Sáng→Ca nhạc 9
Chử nhât→Sáng→Ca nhạc 10
Chúa nhật→Chiều→Ca nhạc 11`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23? | morning | Ca nhạc 1 | !recording_unknown Ca nhạc 1 []',
      '3: 2026-11-23? | afternoon | Ca nhạc 2 | !recording_unknown Ca nhạc 2 []',
      '4: 2026-11-24? | morning | Ca nhạc 3 | !recording_unknown Ca nhạc 3 []',
      '5: - | morning | Ca nhạc 4 | !day_unclear Thứ bau | !recording_unknown Ca nhạc 4 []',
      '6: 2026-11-25? | morning | Ca nhạc 5 | !recording_unknown Ca nhạc 5 []',
      '7: 2026-11-26? | morning | Ca nhạc 6 | !recording_unknown Ca nhạc 6 []',
      '8: - | morning | Ca nhạc 7 | !day_unclear Thứ 8 | !recording_unknown Ca nhạc 7 []',
      '9: 2026-11-28? | morning | Ca nhạc 8 | !recording_unknown Ca nhạc 8 []',
      '10: - | morning | Ca nhạc 9 | !day_unclear Thứ nhất | !recording_unknown Ca nhạc 9 []',
      '11: 2026-11-29? | morning | Ca nhạc 10 | !recording_unknown Ca nhạc 10 []',
      '12: 2026-11-29? | afternoon | Ca nhạc 11 | !recording_unknown Ca nhạc 11 []',
    ]);
  });

  it('reads a head of two rows', () => {
    const pasted = `
Thứ, ngày→Thời gian→→Nội dung→Thời lượng (phút)
→Buổi→Giờ→→
Thứ Hai 23/11→Sáng→5h00→Vay vốn chính sách cho hộ nghèo→8
→Chiều→17h00→Thông báo lịch tiêm chủng tháng 11→3`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: (heading)',
      '3: 2026-11-23? | 05:00 morning | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan> | 480 s',
      '4: 2026-11-23^ | 17:00 afternoon | Thông báo lịch tiêm chủng tháng 11 | <vaccine> | 180 s',
    ]);
  });

  it('lets lines that share a merged time follow each other in the session that begins then', () => {
    const pasted = `
Thứ→Giờ→Nội dung
Thứ 2→5h00-5h45→Tiếp sóng VOV
→→Tin trong xã
→→Phòng chống đuối nước cho trẻ em
→16h00→Ca nhạc
→→Tin trong xã
Thứ 3→5h00-5h05→Phòng chống đuối nước cho trẻ em`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23? | 05:00 morning? | Tiếp sóng VOV | relay',
      '3: 2026-11-23^ | morning^ | Tin trong xã | !recording_unknown Tin trong xã []',
      '4: 2026-11-23^ | morning^ | Phòng chống đuối nước cho trẻ em | <water>',
      '5: 2026-11-23^ | 16:00 | Ca nhạc | !recording_unknown Ca nhạc []',
      '6: 2026-11-23^ | - | Tin trong xã | !time_missing | !recording_unknown Tin trong xã []',
      '7: 2026-11-24? | 05:00 | Phòng chống đuối nước cho trẻ em | <water> | 300 s?',
    ]);
  });

  it('carries one time down to other days only where the plan has no other', () => {
    const pasted = `
Thứ→Giờ→Nội dung
Thứ 2→17h00→Ca nhạc 1
Thứ 3→→Ca nhạc 2
Thứ 4→→Ca nhạc 3
Thứ→Buổi→Nội dung
Thứ 5→Sáng→Ca nhạc 4
→Chiều→Ca nhạc 5
Thứ 6→→Ca nhạc 6`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23? | 17:00 | Ca nhạc 1 | !recording_unknown Ca nhạc 1 []',
      '3: 2026-11-24? | 17:00^ | Ca nhạc 2 | !recording_unknown Ca nhạc 2 []',
      '4: 2026-11-25? | 17:00^ | Ca nhạc 3 | !recording_unknown Ca nhạc 3 []',
      '5: (heading)',
      '6: 2026-11-26? | morning | Ca nhạc 4 | !recording_unknown Ca nhạc 4 []',
      '7: 2026-11-26^ | afternoon | Ca nhạc 5 | !recording_unknown Ca nhạc 5 []',
      '8: 2026-11-27? | - | Ca nhạc 6 | !time_missing | !recording_unknown Ca nhạc 6 []',
    ]);
  });

  it('knows days that are several', () => {
    const pasted = `
Ngày phát→Giờ phát→Nội dung phát thanh
Hàng ngày→5h00→Tiếp sóng Đài Tiếng nói Việt Nam (30')
T2-T6→5h30→Ca nhạc 1
Thứ 2, 4, 6→17h00→An toàn giao thông
Thứ 3-5→17h00→Ca nhạc 2
Thứ 3, thứ 5→17h15→Vay vốn chính sách cho hộ nghèo
Thứ bảy và CN→17h→Ca nhạc 3
Từ thứ hai đến thứ sáu→18h→Đọc truyện
23, 25/11→19h→Thông báo thu tiền nước
24-26/11→19h30→Dọn vệ sinh
30/11 - 02/12/2026→19h30→Dọn vệ sinh
Các ngày trong tuần→20h→Ca nhạc 4`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23 11-24 11-25 11-26 11-27 11-28 11-29? | 05:00 | Tiếp sóng Đài Tiếng nói Việt Nam | relay | 1800 s',
      '3: 2026-11-23 11-24 11-25 11-26 11-27? | 05:30 | Ca nhạc 1 | !recording_unknown Ca nhạc 1 []',
      '4: 2026-11-23 11-25 11-27? | 17:00 | An toàn giao thông | <roads?>',
      '5: - | 17:00 | Ca nhạc 2 | !day_unclear Thứ 3-5 | !recording_unknown Ca nhạc 2 []',
      '6: 2026-11-24 11-26? | 17:15 | Vay vốn chính sách cho hộ nghèo | <poverty?> | <loan>',
      '7: 2026-11-28 11-29? | 17:00 | Ca nhạc 3 | !recording_unknown Ca nhạc 3 []',
      '8: 2026-11-23 11-24 11-25 11-26 11-27? | 18:00 | Đọc truyện | !recording_unknown Đọc truyện []',
      '9: 2026-11-23 11-25? | 19:00 | Thông báo thu tiền nước | !recording_unknown Thông báo thu tiền nước []',
      '10: 2026-11-24 11-25 11-26? | 19:30 | Dọn vệ sinh | !recording_unknown Dọn vệ sinh []',
      '11: 2026-11-30 12-01 12-02? | 19:30 | Dọn vệ sinh | !recording_unknown Dọn vệ sinh []',
      '12: - | 20:00 | Ca nhạc 4 | !day_unclear Các ngày trong tuần | !recording_unknown Ca nhạc 4 []',
    ]);
  });

  it('says where weekday and date do not go together, what is over, and what is said twice', () => {
    const pasted = `
Thứ→Ngày→Giờ→Nội dung
Thứ 2→24/11/2026→5h00→Đội mũ bảo hiểm khi đi xe máy
Thứ 3→24/11/2026→5h00→Đội mũ bảo hiểm khi đi xe máy
Thứ 4→18/11/2026→5h00→Đội mũ bảo hiểm khi đi xe máy
T3→24/11→05:00→ĐỘI MŨ BẢO HIỂM KHI ĐI XE MÁY
Thứ 5→31/11/2026→5h00→Ca nhạc`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: - | 05:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets> | !weekday_date_mismatch Thứ 2 24/11/2026 2026-11-24 1',
      '3: 2026-11-24 | 05:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets>',
      '4: 2026-11-18 | 05:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets> | !in_past [2026-11-18]',
      '5: 2026-11-24? | 05:00 | ĐỘI MŨ BẢO HIỂM KHI ĐI XE MÁY | <roads?> | <helmets> | !duplicate_line 3 2026-11-24 05:00',
      '6: - | 05:00 | Ca nhạc | !day_unclear Thứ 5 31/11/2026 | !recording_unknown Ca nhạc []',
    ]);
  });

  it('reads times as they are written, and no others', () => {
    const pasted = `
Ngày→Giờ→Nội dung
24/11/2026→5h00 và 17h00→Ca nhạc 1
24/11/2026→Sáng 5h00, chiều 17h00→Ca nhạc 2
24/11/2026→5 giờ sáng→Ca nhạc 3
24/11/2026→chiều 5h→Ca nhạc 4
24/11/2026→sáng 17h→Ca nhạc 5
24/11/2026→17g30→Ca nhạc 6
24/11/2026→17 giờ 30 phút→Ca nhạc 7
24/11/2026→17.30→Ca nhạc 8
24/11/2026→5.10→Ca nhạc 9
24/11/2026→1730→Ca nhạc 10
24/11/2026→25h→Ca nhạc 11
24/11/2026→5h rưỡi→Ca nhạc 12
24/11/2026→6h kém 15→Ca nhạc 13
24/11/2026→05:15 - 05:00→Ca nhạc 14
24/11/2026→Tối→Ca nhạc 15`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-24 | 05:00 + 17:00 | Ca nhạc 1 | !recording_unknown Ca nhạc 1 []',
      '3: 2026-11-24 | 05:00 morning + 17:00 afternoon | Ca nhạc 2 | !recording_unknown Ca nhạc 2 []',
      '4: 2026-11-24 | 05:00 | Ca nhạc 3 | !recording_unknown Ca nhạc 3 []',
      '5: 2026-11-24 | 17:00? afternoon | Ca nhạc 4 | !recording_unknown Ca nhạc 4 []',
      '6: 2026-11-24 | - | Ca nhạc 5 | !time_session_mismatch 17h sáng | !recording_unknown Ca nhạc 5 []',
      '7: 2026-11-24 | 17:30 | Ca nhạc 6 | !recording_unknown Ca nhạc 6 []',
      '8: 2026-11-24 | 17:30 | Ca nhạc 7 | !recording_unknown Ca nhạc 7 []',
      '9: 2026-11-24 | 17:30? | Ca nhạc 8 | !recording_unknown Ca nhạc 8 []',
      '10: 2026-11-24 | - | Ca nhạc 9 | !time_unclear 5.10 | !recording_unknown Ca nhạc 9 []',
      '11: 2026-11-24 | - | Ca nhạc 10 | !time_unclear 1730 | !recording_unknown Ca nhạc 10 []',
      '12: 2026-11-24 | - | Ca nhạc 11 | !time_unclear 25h | !recording_unknown Ca nhạc 11 []',
      '13: 2026-11-24 | 05:30 | Ca nhạc 12 | !recording_unknown Ca nhạc 12 []',
      '14: 2026-11-24 | 05:45 | Ca nhạc 13 | !recording_unknown Ca nhạc 13 []',
      '15: 2026-11-24 | - | Ca nhạc 14 | !time_unclear 05:15 - 05:00 | !recording_unknown Ca nhạc 14 []',
      '16: 2026-11-24 | - | Ca nhạc 15 | !session_unknown Tối | !recording_unknown Ca nhạc 15 []',
    ]);
  });

  it("takes the programme's name where there is no other title", () => {
    const pasted = `
TT→Buổi→Chuyên mục→Thời lượng
1→Sáng thứ 2→Giảm nghèo bền vững→10
2→Chiều thứ 2→BĐ→01:30
3→Trưa T3→Thời sự→5:30
4→Sáng T3→nông thôn mới→00:05:30
5→Chiều T3→An toàn giao thông→5p30`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23? | morning | Giảm nghèo bền vững? | <poverty> | 600 s?',
      '3: 2026-11-23? | afternoon | Chủ quyền biển đảo? | <sea> | !length_unclear 01:30',
      '4: 2026-11-24? | noon | Thời sự? | 330 s? | !programme_unknown Thời sự | !recording_unknown Thời sự []',
      '5: 2026-11-24? | morning | Xây dựng nông thôn mới? | <village?> | 330 s',
      '6: 2026-11-24? | afternoon | An toàn giao thông? | <roads> | 330 s',
    ]);
  });

  it('reads a table that was typed without any diacritics', () => {
    const pasted = `
LICH PHAT THANH TUAN
Thu→Buoi→Gio→Noi dung→Chuyen muc→T.luong→Dia ban
thu hai→sang→5h→tiep song VOV→→30p→toan xa
→chieu→17h→vay von chinh sach cho ho ngheo→giam ngheo ben vung→8p→xom 4
thu 3→sang→5h→doi mu bao hiem khi di xe may→GT→4 phut→xom 1, 2 va 5
chu nhat→chieu→17h→ca nhac→→15p→cac xom`;
    expect(read(pasted)).toEqual([
      '1: (title)',
      '2: (heading)',
      '3: 2026-11-23? | 05:00 morning | tiep song VOV | relay | 1800 s | at all',
      '4: 2026-11-23^ | 17:00 afternoon | vay von chinh sach cho ho ngheo | <poverty> | <loan> | 480 s | at x4',
      '5: 2026-11-24? | 05:00 morning | doi mu bao hiem khi di xe may | <roads> | <helmets> | 240 s | at x1 x2 x5',
      '6: 2026-11-29? | 17:00 afternoon | ca nhac | 900 s | at all | !recording_unknown ca nhac []',
    ]);
  });

  it('counts weekdays from the week that its own title names, not from the one in view', () => {
    const pasted = `
LỊCH PHÁT SÓNG
Từ ngày 30/11 đến ngày 06/12/2026
Thứ→Giờ→Nội dung
2→5h00→Tiếp âm đài huyện
CN→5h00→Tiếp âm đài huyện`;
    expect(read(pasted)).toEqual([
      '1: (title)',
      '2: (title)',
      '3: (heading)',
      '4: 2026-11-30? | 05:00 | Tiếp âm đài huyện | relay',
      '5: 2026-12-06? | 05:00 | Tiếp âm đài huyện | relay',
    ]);
  });

  it('asks for the week where the title names two', () => {
    const pasted = `
LỊCH PHÁT SÓNG TỪ 23/11 ĐẾN 06/12/2026
Thứ→Giờ→Nội dung
Thứ 2→5h00→Tiếp âm đài huyện
T3 24/11→5h00→Tiếp âm đài huyện`;
    expect(read(pasted)).toEqual([
      '1: (title)',
      '2: (heading)',
      '3: - | 05:00 | Tiếp âm đài huyện | relay | !week_unclear Thứ 2',
      '4: 2026-11-24? | 05:00 | Tiếp âm đài huyện | relay',
    ]);
  });

  it('goes on under the head that a second page repeats, and knows days without air', () => {
    const pasted = `
Thứ→Giờ→Nội dung
Thứ 2→5h00→Ca nhạc 1
Trang 2
Thứ→Giờ→Nội dung
→5h30→Ca nhạc 2
Thứ 5→nghỉ→
Thứ 6→→Nghỉ lễ
Thứ 7→→
→5h00→Nghi lễ chào cờ
Tổng thời lượng→→45'`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-23? | 05:00 | Ca nhạc 1 | !recording_unknown Ca nhạc 1 []',
      '3: (heading)',
      '4: (heading)',
      '5: 2026-11-23^ | 05:30 | Ca nhạc 2 | !recording_unknown Ca nhạc 2 []',
      '6: (no_broadcast)',
      '7: (no_broadcast)',
      '8: (section)',
      '9: 2026-11-28^ | 05:00 | Nghi lễ chào cờ | !recording_unknown Nghi lễ chào cờ []',
      '10: (footer)',
    ]);
  });

  it('knows places, their lists and what is left out of them', () => {
    const pasted = `
Ngày→Giờ→Nội dung→Phạm vi→Mức độ
24/11/2026→5h00→Mất điện→Toàn xã→Thông thường
24/11/2026→5h05→Họp dân→Xóm 4→Ưu tiên
24/11/2026→5h10→Thu tiền nước→xóm 1-3, 7 và xóm 09→x
24/11/2026→5h15→Dọn vệ sinh→Các xóm trừ xóm 3→
24/11/2026→5h20→Phun thuốc→X5; X.6→khẩn
24/11/2026→5h25→Tiêm phòng→Xóm 14, xóm 2→
24/11/2026→5h30→Làm đường→Xóm Đông→gấp
24/11/2026→5h35→Nạo vét mương→tất cả trừ khu chợ→`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: 2026-11-24 | 05:00 | Mất điện | at all | normal | !recording_unknown Mất điện []',
      '3: 2026-11-24 | 05:05 | Họp dân | at x4 | priority | !recording_unknown Họp dân []',
      '4: 2026-11-24 | 05:10 | Thu tiền nước | at x1 x2 x3 x7 x9 | priority | !recording_unknown Thu tiền nước []',
      '5: 2026-11-24 | 05:15 | Dọn vệ sinh | at all -x3 | !recording_unknown Dọn vệ sinh []',
      '6: 2026-11-24 | 05:20 | Phun thuốc | at x5 x6 | priority? | !recording_unknown Phun thuốc [] | !urgent khẩn',
      '7: 2026-11-24 | 05:25 | Tiêm phòng | !recording_unknown Tiêm phòng [] | !place_unknown Xóm 14',
      '8: 2026-11-24 | 05:30 | Làm đường | !recording_unknown Làm đường [] | !place_unknown Xóm Đông | !class_unclear gấp',
      '9: 2026-11-24 | 05:35 | Nạo vét mương | !recording_unknown Nạo vét mương [] | !place_unknown khu chợ',
    ]);
  });
});
