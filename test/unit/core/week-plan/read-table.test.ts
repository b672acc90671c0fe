import { describe, expect, it } from 'vitest';

import { readTable } from '../../../../core/week-plan/read-table.ts';

const cells = (text: string) => readTable(text).map((row) => row.cells);

describe('a pasted text', () => {
  it('has a cell for each tab and a row for each line, with the line where it begins', () => {
    expect(readTable('a\tb\r\n\t\r\nc\td\r\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['', ''] },
      { line: 3, cells: ['c', 'd'] },
    ]);
    expect(readTable('a\tb\rc\td').map(({ line }) => line)).toEqual([1, 2]);
    expect(readTable('')).toEqual([]);
  });

  it('undoes the quotes of a cell with line breaks, as Excel copies it', () => {
    expect(readTable('a\t"b\n""c"""\td\ne\tf\tg')).toEqual([
      { line: 1, cells: ['a', 'b\n"c"', 'd'] },
      { line: 3, cells: ['e', 'f', 'g'] },
    ]);
  });

  it('leaves quotes that do not enclose their cell', () => {
    expect(cells('"a" b\tc\nd\t"e\nf\tg')).toEqual([
      ['"a" b', 'c'],
      ['d', '"e'],
      ['f', 'g'],
    ]);
  });

  it('joins what Word copies of a cell with several paragraphs', () => {
    expect(readTable('Thứ\tNội dung\tGhi chú\n2\ta\nb\nc\td\n3\te\tf')).toEqual([
      { line: 1, cells: ['Thứ', 'Nội dung', 'Ghi chú'] },
      { line: 2, cells: ['2', 'a\nb\nc', 'd'] },
      { line: 5, cells: ['3', 'e', 'f'] },
    ]);
  });

  it('does not join lines that begin as a row does, or that do not make a whole one', () => {
    const rows = [
      ['Thứ', 'Nội dung', 'Ghi chú'],
      ['Thứ 5', 'nghỉ'],
      ['Thứ 6', 'nghỉ'],
    ];
    expect(cells(rows.map((row) => row.join('\t')).join('\n'))).toEqual(rows);
    const ragged = [
      ['a', 'b', 'c', 'd'],
      ['e', 'f'],
      ['g', 'h', 'i', 'j'],
    ];
    expect(cells(ragged.map((row) => row.join('\t')).join('\n'))).toEqual(ragged);
  });

  it('takes commas or semicolons for delimiters where lines agree on them', () => {
    expect(cells('\uFEFFa;b,1;c\nd;e;f\n')).toEqual([
      ['a', 'b,1', 'c'],
      ['d', 'e', 'f'],
    ]);
    expect(cells('a,"b,\n1",c\nd,e;,f')).toEqual([
      ['a', 'b,\n1', 'c'],
      ['d', 'e;', 'f'],
    ]);
    expect(readTable('sep=;\na;b').map((row) => row)).toEqual([{ line: 2, cells: ['a', 'b'] }]);
  });

  it('takes a tab within a cell of a CSV file for no delimiter', () => {
    expect(cells('a,b\tc,d\ne,f,g\nh,i,j')[0]).toEqual(['a', 'b\tc', 'd']);
  });

  it('leaves sentences whole', () => {
    const lines = ['Thứ 2, 4, 6: 17h ca nhạc, tin xã', 'Thứ 3, 5: 17h tin xã'];
    expect(cells(lines.join('\n'))).toEqual(lines.map((line) => [line]));
    expect(cells('17h t3, t5 ca nhạc')).toEqual([['17h t3, t5 ca nhạc']]);
  });
});
