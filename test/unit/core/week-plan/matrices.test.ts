import { describe, expect, it } from 'vitest';

import { read } from './plan-sample.ts';

describe('a plan with its days across', () => {
  it('reads sessions down, with an item for each line of a cell', () => {
    const pasted = `
→Thứ 2→Thứ 3→Thứ 4→Thứ 5→Thứ 6→Thứ 7→CN
Sáng (5h00)→Tiếp sóng VOV→Tiếp sóng VOV→→→→→Nghỉ
Chiều (17h00)→"Thông báo lịch tiêm chủng tháng 11
Ca nhạc (10')"→Gương người tốt việc tốt→"17h15: Tin trong xã
17h30: Phòng chống đuối
nước cho trẻ em"→→→→`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2/2: 2026-11-23? | 05:00 morning | Tiếp sóng VOV | relay',
      '2/3: 2026-11-24? | 05:00 morning | Tiếp sóng VOV | relay',
      '2/8: (no_broadcast)',
      '3/2: 2026-11-23? | 17:00 afternoon | Thông báo lịch tiêm chủng tháng 11 | <vaccine>',
      '3/2.2: 2026-11-23? | afternoon | Ca nhạc | 600 s | !recording_unknown Ca nhạc []',
      '3/3: 2026-11-24? | 17:00 afternoon | Gương người tốt việc tốt | !recording_ambiguous Gương người tốt việc tốt [deeds deeds2]',
      '3/4: 2026-11-25? | 17:15 afternoon | Tin trong xã | !recording_unknown Tin trong xã []',
      '3/4.2: 2026-11-25? | 17:30 afternoon | Phòng chống đuối nước cho trẻ em | <water>',
    ]);
  });

  it('reads hours down, a second row with dates, and remarks beside them', () => {
    const pasted = `
Giờ→Thứ 2→Thứ 3→Thứ 4→Thứ 5→Thứ 6→Thứ 7→CN→Ghi chú
→23/11→24/11→25/11→26/11→27/11→28/11→29/11→
5h00→Tiếp sóng Đài TNVN (30')→→→→→→→
5h30-5h35→Ca nhạc→Phòng chống đuối nước cho trẻ em→→Nghỉ→x→-→Ca nhạc→có thể thay đổi
CHIỀU
17h00→→Đội mũ bảo hiểm khi đi xe máy`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2: (heading)',
      "3/2: 2026-11-23? | 05:00 | Tiếp sóng Đài TNVN | relay | 1800 s | !merged_across Tiếp sóng Đài TNVN (30')",
      '4/2: 2026-11-23? | 05:30 | Ca nhạc | 300 s? | note có thể thay đổi | !recording_unknown Ca nhạc []',
      '4/3: 2026-11-24? | 05:30 | Phòng chống đuối nước cho trẻ em | <water> | 300 s? | note có thể thay đổi',
      '4/5: (no_broadcast)',
      '4/6: (no_broadcast)',
      '4/7: (no_broadcast)',
      '4/8: 2026-11-29? | 05:30 | Ca nhạc | 300 s? | note có thể thay đổi | !recording_unknown Ca nhạc []',
      '5: (section)',
      '6/3: 2026-11-24? | 17:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets>',
    ]);
  });

  it('carries a session down to the rows below it', () => {
    const pasted = `
Buổi / Thứ→T2→T3→T4→T5→T6
Sang→tiep song VOV→tiep song VOV→tiep song VOV→tiep song VOV→tiep song VOV
→ca nhac→ca nhac→→→ca nhac
Chieu→thong bao lich tiem chung thang 11→→an toan giao thong→→ca nhac (15p)`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2/2: 2026-11-23? | morning | tiep song VOV | relay',
      '2/3: 2026-11-24? | morning | tiep song VOV | relay',
      '2/4: 2026-11-25? | morning | tiep song VOV | relay',
      '2/5: 2026-11-26? | morning | tiep song VOV | relay',
      '2/6: 2026-11-27? | morning | tiep song VOV | relay',
      '3/2: 2026-11-23? | morning^ | ca nhac | !recording_unknown ca nhac []',
      '3/3: 2026-11-24? | morning^ | ca nhac | !recording_unknown ca nhac []',
      '3/6: 2026-11-27? | morning^ | ca nhac | !recording_unknown ca nhac []',
      '4/2: 2026-11-23? | afternoon | thong bao lich tiem chung thang 11 | <vaccine>',
      '4/4: 2026-11-25? | afternoon | an toan giao thong | <roads?>',
      '4/6: 2026-11-27? | afternoon | ca nhac | 900 s | !recording_unknown ca nhac []',
    ]);
  });

  it('names dates that are not those of their weekdays', () => {
    const pasted = `
→Thứ 2 22/11→Thứ 3 24/11→Thứ 4 25/11
Sáng→Ca nhạc 1→Ca nhạc 2→Ca nhạc 3
Khối thi đua→Ca nhạc 4→Ca nhạc 5→Ca nhạc 6`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2/2: - | morning | Ca nhạc 1 | !weekday_date_mismatch Thứ 2 22/11 2026-11-22 1 | !recording_unknown Ca nhạc 1 []',
      '2/3: 2026-11-24? | morning | Ca nhạc 2 | !recording_unknown Ca nhạc 2 []',
      '2/4: 2026-11-25? | morning | Ca nhạc 3 | !recording_unknown Ca nhạc 3 []',
      '3/2: - | - | Ca nhạc 4 | !weekday_date_mismatch Thứ 2 22/11 2026-11-22 1 | !time_unclear Khối thi đua | !recording_unknown Ca nhạc 4 []',
      '3/3: 2026-11-24? | - | Ca nhạc 5 | !time_unclear Khối thi đua | !recording_unknown Ca nhạc 5 []',
      '3/4: 2026-11-25? | - | Ca nhạc 6 | !time_unclear Khối thi đua | !recording_unknown Ca nhạc 6 []',
    ]);
  });
});

describe('a plan with its sessions across', () => {
  it('reads weekdays down', () => {
    const pasted = `
Thứ→Sáng (5h00-5h45)→Chiều (17h00)
Hai→Tiếp sóng VOV→"Tin trong xã
Ca nhạc"
Ba→Tiếp sóng VOV→Phòng chống đuối nước cho trẻ em
CN→Nghỉ→Trường Sa trong trái tim ngư dân Hải Hậu (12 phút)`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2/2: 2026-11-23? | 05:00 morning | Tiếp sóng VOV | relay',
      '2/3: 2026-11-23? | 17:00 afternoon | Tin trong xã | !recording_unknown Tin trong xã []',
      '2/3.2: 2026-11-23? | afternoon | Ca nhạc | !recording_unknown Ca nhạc []',
      '4/2: 2026-11-24? | 05:00 morning | Tiếp sóng VOV | relay',
      '4/3: 2026-11-24? | 17:00 afternoon | Phòng chống đuối nước cho trẻ em | <water>',
      '5/2: (no_broadcast)',
      '5/3: 2026-11-29? | 17:00 afternoon | Trường Sa trong trái tim ngư dân Hải Hậu | <sea?> | <islands> | 720 s',
    ]);
  });

  it('reads dates down and hours across', () => {
    const pasted = `
Ngày→5h00→17h00
23/11/2026→Tiếp sóng VOV→Đội mũ bảo hiểm khi đi xe máy
24/11/2026→Tiếp sóng VOV→`;
    expect(read(pasted)).toEqual([
      '1: (heading)',
      '2/2: 2026-11-23 | 05:00 | Tiếp sóng VOV | relay',
      '2/3: 2026-11-23 | 17:00 | Đội mũ bảo hiểm khi đi xe máy | <roads?> | <helmets>',
      '3/2: 2026-11-24 | 05:00 | Tiếp sóng VOV | relay',
    ]);
  });
});
