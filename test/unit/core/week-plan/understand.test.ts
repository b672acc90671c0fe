import { describe, expect, it } from 'vitest';

import { planNames } from '../../../../core/week-plan/names/plan-names.ts';
import type { PlanContext } from '../../../../core/week-plan/plan-context.ts';
import { readTable } from '../../../../core/week-plan/read-table.ts';
import { understand } from '../../../../core/week-plan/understand.ts';
import { commune, read } from './plan-sample.ts';

const tabs = (text: string) => readTable(text.replaceAll('→', '\t'));

describe('how a plan is understood', () => {
  it('says of each value how it came about and in which cell it stands', () => {
    const rows = tabs(
      'Thứ→Buổi→Nội dung\nThứ 3→Sáng→Đội mũ bảo hiểm khi đi xe máy (4 phút)\n→→Ca nhạc',
    );
    const [, line, next] = understand(rows, commune).lines;
    expect(line).toEqual({
      kind: 'item',
      ...{ line: 2, column: null, part: 1 },
      text: 'Thứ 3\tSáng\tĐội mũ bảo hiểm khi đi xe máy (4 phút)',
      days: {
        value: { kind: 'dates', dates: ['2026-11-24'] },
        certainty: 'inferred',
        cell: { line: 2, column: 1 },
      },
      airings: [
        {
          time: null,
          session: { value: 'morning', certainty: 'stated', cell: { line: 2, column: 2 } },
        },
      ],
      title: {
        value: 'Đội mũ bảo hiểm khi đi xe máy',
        certainty: 'stated',
        cell: { line: 2, column: 3 },
      },
      programmeId: { value: 'roads', certainty: 'inferred', cell: { line: 2, column: 3 } },
      recordingId: { value: 'helmets', certainty: 'stated', cell: { line: 2, column: 3 } },
      isRelay: false,
      lengthMs: { value: 240_000, certainty: 'stated', cell: { line: 2, column: 3 } },
      ...{ places: null, class: null, contributor: null, note: null },
      problems: [],
    });
    expect(next).toMatchObject({
      days: { certainty: 'carried', cell: { line: 2, column: 1 } },
      airings: [{ session: { certainty: 'carried', cell: { line: 2, column: 2 } } }],
    });
  });

  it('says which week its weekdays were taken for, and where that stood', () => {
    const plan = 'Thứ→Giờ→Nội dung\nThứ 2→5h→Ca nhạc';
    expect(understand(tabs(plan), commune).week).toEqual({ monday: '2026-11-23', cell: null });
    const titled = `Tuần từ 28/12/2026 đến 03/01/2027\n${plan}`;
    const { week, lines } = understand(tabs(titled), commune);
    expect(week).toEqual({ monday: '2026-12-28', cell: { line: 1, column: 1 } });
    expect(lines[2]).toMatchObject({ days: { value: { dates: ['2026-12-28'] } } });
    expect(understand(tabs(`Kế hoạch từ 1/11 đến 30/11\n${plan}`), commune).week.monday).toBeNull();
  });

  it('takes a day without its year for the nearest', () => {
    const turn = { ...commune, today: '2026-12-28', weekOf: '2026-12-28' };
    const plan = 'Ngày→Giờ→Nội dung\n31/12→5h→Ca nhạc 1\n2/1→5h→Ca nhạc 2\n29/2→5h→Ca nhạc 3';
    expect(read(plan, turn).map((line) => line.split(' | ')[0])).toEqual([
      '1: (heading)',
      '2: 2026-12-31?',
      '3: 2027-01-02?',
      '4: -',
    ]);
  });

  it('offers all that a name may mean', () => {
    const doubled: PlanContext = {
      ...commune,
      sessions: [
        { key: 'dawn', name: 'Sáng sớm', startsAt: '05:00' },
        { key: 'late', name: 'Sáng muộn', startsAt: '07:00' },
      ],
      programmes: [
        { id: 'a', name: 'Giảm nghèo bền vững', tag: 'GN' },
        { id: 'b', name: 'Giảm nghèo thông tin', tag: 'GT' },
      ],
      areas: [
        { id: 'one', name: 'Xóm 4', kind: 'xóm' },
        { id: 'two', name: 'Xóm 4', kind: 'xóm' },
      ],
    };
    const plan =
      'Ngày→Buổi→Nội dung→Chuyên mục→Địa bàn\n24/11/2026→Sáng→Ca nhạc→giảm nghèo→xóm 4\n24/11/2026→Sáng muộn→Ca nhạc→GT→';
    expect(read(plan, doubled)).toEqual([
      '1: (heading)',
      '2: 2026-11-24 | - | Ca nhạc | !session_ambiguous Sáng [dawn late] | !programme_ambiguous giảm nghèo [a b] | !recording_unknown Ca nhạc [] | !place_ambiguous xóm 4 [one two]',
      '3: 2026-11-24 | late | Ca nhạc | <b> | !recording_unknown Ca nhạc []',
    ]);
  });

  it('knows places by their kind, their number however written, and by name alone', () => {
    const district: PlanContext = {
      ...commune,
      areas: [
        { id: 'duong', name: 'Hải Đường', kind: 'xã' },
        { id: 'ly', name: 'Xã Hải Lý', kind: 'xã' },
        { id: 'tdp', name: 'Tổ dân phố số 3', kind: 'tổ dân phố' },
        { id: 'four', name: '4', kind: 'xóm' },
        { id: 'fourA', name: 'Xóm 4A', kind: 'xóm' },
      ],
    };
    const places = [
      'Hải Đường, Hải Lý',
      'xã hải đường',
      'Xóm 04',
      'xóm 4A',
      'xóm 4B',
      'Tổ dân phố số 3',
    ];
    const plan = `Ngày→Giờ→Nội dung→Địa bàn\n${places.map((place) => `24/11→5h→Ca nhạc→${place}`).join('\n')}`;
    const found = understand(tabs(plan), district).lines.slice(1);
    expect(
      found.map((line) => (line.kind === 'item' ? line.places?.value.areaIds : undefined)),
    ).toEqual([['duong', 'ly'], ['duong'], ['four'], ['fourA'], undefined, ['tdp']]);
  });

  it('is the same whatever was understood with the same names before', () => {
    const names = planNames(commune);
    const rows = tabs('Thứ→Giờ→Nội dung\nThứ 2→5h→Ca nhạc\nT3→17h→Vay vốn chính sách cho hộ nghèo');
    const once = understand(rows, commune, names);
    understand(tabs('→T2→T3→T4\nSáng→a→b→c'), commune, names);
    expect(understand(rows, commune, names)).toEqual(once);
  });

  it('takes no more than moments for 300 lines among 5,000 recordings', () => {
    const subjects = [
      'giảm nghèo',
      'biển đảo',
      'nông thôn mới',
      'an toàn giao thông',
      'tiêm chủng',
    ];
    const recordings = Array.from({ length: 5000 }, (_, index) => ({
      id: `r${index}`,
      title: `Bản tin ${subjects[index % 5]} số ${Math.floor(index / 5)}`,
      programmeId: null,
      durationMs: 300_000,
    }));
    const lines = Array.from({ length: 300 }, (_, index) => {
      const subject = subjects[index % 5];
      const title =
        index % 2 ? `Bản tin ${subject} số ${index}` : `Thông báo về ${subject} đợt ${index}`;
      return `24/11/2026→${5 + (index % 15)}h${10 + (index % 50)}→${title}→xóm ${1 + (index % 12)}`;
    });
    const before = process.cpuUsage();
    const large = { ...commune, recordings };
    const found = understand(tabs(`Ngày→Giờ→Nội dung→Địa bàn\n${lines.join('\n')}`), large);
    const { user } = process.cpuUsage(before);
    const matched = found.lines.filter((line) => line.kind === 'item' && line.recordingId);
    expect(matched).toHaveLength(150);
    // It takes some 0.4 s; comparing each line with each title takes many times that.
    expect(user / 1e6).toBeLessThan(4);
  });
});
