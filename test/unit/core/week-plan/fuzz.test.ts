import { describe, expect, it } from 'vitest';

import type { Understanding } from '../../../../core/week-plan/understand.ts';
import type { PlanLine } from '../../../../core/week-plan/plan-line.ts';
import { quickLine } from '../../../../core/week-plan/quick-line.ts';
import { readTable } from '../../../../core/week-plan/read-table.ts';
import type { TableRow } from '../../../../core/week-plan/table/split-cells.ts';
import { understand } from '../../../../core/week-plan/understand.ts';
import { planNames } from '../../../../core/week-plan/names/plan-names.ts';
import type { Chance } from '../../../support/random-recurrence.ts';
import {
  chanceOf,
  examplesToTry,
  pick,
  seedToTry as seed,
} from '../../../support/random-recurrence.ts';
import { commune } from './plan-sample.ts';

const names = planNames(commune);

/** What plans are made of, whole and in pieces that belong together nowhere. */
const pieces = [
  ...['Thứ 2', 'thứ ba', 'T4', 'CN', 'Chủ nhật', 'T2-T6', 'thứ 2, 4, 6', 'Thứ 8', 'hàng ngày'],
  ...[
    '24/11',
    '24/11/2026',
    '31/11',
    '2026-11-24',
    '23-25/11',
    'ngày 24',
    'từ 1/11 đến 5/11',
    '15/10 âm lịch',
  ],
  ...['5h', '17h30', '05:00-05:15', '25h', '5 giờ sáng', '5h - 4h', '17.30', 'h', '::', '5h kém'],
  ...['Sáng', 'chiều', 'buổi tối', 'Buổi sáng', 'sáng mai', 'tối nay', 'tuần sau', 'trừ', 'nghỉ'],
  ...["10'", '10 phút', '5p30', '00:05:30', '1:30', '90 giây', '0', '-', 'x', '1.', '12'],
  ...[
    'xóm 4',
    'xóm 1-5',
    'toàn xã',
    'các xóm',
    'xóm 99',
    'trừ xóm 3',
    'X7',
    'xã Hải Đường',
    'tất cả',
  ],
  ...[
    'Nội dung',
    'Giờ',
    'Ngày',
    'Thứ',
    'Buổi',
    'Ghi chú',
    'Thời lượng',
    'Địa bàn',
    'STT',
    'Chuyên mục',
  ],
  ...[
    'tiếp sóng VOV',
    'Vay vốn chính sách cho hộ nghèo',
    'giảm nghèo',
    'Ca nhạc',
    'ưu tiên',
    'khẩn',
  ],
  ...[
    'TM. UBND XÃ',
    'Nơi nhận:',
    'Tổng cộng',
    'Lịch phát thanh tuần',
    '(',
    ')',
    '[GN]',
    'GN:',
    "'=1+1",
  ],
  ...[
    '😀',
    'ﬀ',
    'İ',
    'e\u0301\u0301',
    '\u200b',
    '中文',
    '\u0300',
    'đĐðÐ',
    '"',
    '""',
    ';',
    ',',
    '–',
    '+',
    '\u2028',
  ],
];

function randomText(chance: Chance, most: number, joints: readonly string[]): string {
  const count = Math.floor(chance() * most);
  return Array.from({ length: count }, () =>
    chance() < 0.1
      ? String.fromCodePoint(1 + Math.floor(chance() ** 3 * 0xd7ff))
      : pick(chance, pieces),
  )
    .map((piece) => piece + pick(chance, joints))
    .join('');
}

const inLine = [' ', ' ', ' ', ', ', '', ' - ', ': ', '; '];
const inText = [...inLine, '\t', '\t', '\n', '\n', '\r\n', '"', ';', ','];

function randomRows(chance: Chance): TableRow[] {
  const width = 1 + Math.floor(chance() * 8);
  return Array.from({ length: Math.floor(chance() * 14) }, (_, index) => ({
    line: index + 1,
    cells: Array.from({ length: chance() < 0.2 ? 1 : width }, () =>
      chance() < 0.3 ? '' : randomText(chance, 4, chance() < 0.1 ? ['\n', ' '] : inLine),
    ),
  }));
}

/** Letters that stand for something: what a cell or line says, whatever its spaces and marks. */
const letters = (text: string) => text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '');

/** Each row with something in it is one skipped line, one item, or the parts of its cells in their order. */
function expectEachOnce(rows: readonly TableRow[], { lines }: Understanding) {
  const byLine = new Map<number, PlanLine[]>();
  for (const line of lines) byLine.set(line.line, [...(byLine.get(line.line) ?? []), line]);
  expect([...byLine.keys()]).toEqual(rows.map(({ line }) => line));
  for (const row of rows) {
    const found = byLine.get(row.line) ?? [];
    if (found[0]?.column === null) {
      expect(found.map(({ column, part }) => [column, part])).toEqual(
        found.map((_, index) => [null, index + 1]),
      );
      const said = found.map(({ text }) => letters(text)).join('');
      if (found.length === 1) expect(said).toBe(letters(row.cells.join('')));
      else expect(row.cells.map((cell) => partsLetters(cell))).toContain(said);
    } else expectCells(row, found);
  }
}

/** A bullet's number is no letter of its item. */
function partsLetters(cell: string): string {
  return letters(
    cell
      .split('\n')
      .map((line) => line.trim().replace(/^\d{1,2}[.)]\s+/, ''))
      .join(''),
  );
}

function expectCells(row: TableRow, found: readonly PlanLine[]) {
  const columns = [...new Set(found.map(({ column }) => column ?? 0))];
  expect(columns).toEqual([...columns].sort((a, b) => a - b));
  for (const column of columns) {
    const parts = found.filter((line) => line.column === column);
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index + 1));
    const cell = row.cells[column - 1] ?? '';
    expect(letters(parts.map(({ text }) => text).join(''))).toBe(letters(cell));
  }
}

describe(`anything that is pasted (seed ${seed})`, () => {
  it('is accounted for once, line by line', { timeout: 120_000 }, () => {
    const chance = chanceOf(seed);
    for (let example = 0; example < examplesToTry(500, 40_000); example += 1) {
      const rows = randomRows(chance);
      expectEachOnce(rows, understand(rows, commune, names));
    }
  });

  it('is read as text into rows that hold all its words', { timeout: 120_000 }, () => {
    const chance = chanceOf(seed + 1);
    for (let example = 0; example < examplesToTry(500, 40_000); example += 1) {
      const text = randomText(chance, 40, inText);
      const rows = readTable(text);
      const cells = rows.map(({ cells: row }) => row.join(' ')).join(' ');
      expect(letters(cells)).toBe(letters(text));
      expect(rows.map(({ line }) => line)).toEqual(
        [...new Set(rows.map(({ line }) => line))].sort((a, b) => a - b),
      );
      expectEachOnce(rows, understand(rows, commune, names));
    }
  });

  it('is one line where it is typed', { timeout: 120_000 }, () => {
    const chance = chanceOf(seed + 2);
    for (let example = 0; example < examplesToTry(1200, 80_000); example += 1) {
      const text = randomText(chance, 8, inLine);
      const line = quickLine(text, commune, names);
      expect(line.kind === 'skipped').toBe(/^[\s\u00ad\u200b-\u200d\u2060\ufeff]*$/.test(text));
    }
  });
});
