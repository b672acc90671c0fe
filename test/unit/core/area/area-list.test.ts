import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cellsOf, understandAreaList } from '../../../../core/area/area-list.ts';

const understood = (text: string, underCode = '') => understandAreaList(cellsOf(text), underCode);
const listOf = (name: string) => readFileSync(`cli/demo/data/${name}`, 'utf8');

describe('a list of administrative units', () => {
  it('is today’s Ninh Bình, right under the province', () => {
    const { areas, faults } = understood(listOf('ninhbinh_2025_units.csv'), '37');
    expect([areas.length, faults]).toEqual([129, []]);
    expect(areas[0]).toEqual({
      ...{ code: '13285', name: 'Phường Phủ Lý', kind: 'phường', parentCode: null },
    });
    expect(new Set(areas.map(({ kind }) => kind))).toEqual(new Set(['phường', 'xã']));
  });

  it('has the districts that its lines name', () => {
    const { areas, faults } = understood(listOf('namdinh_2017_units.csv'), '36');
    expect([areas.length, faults]).toEqual([239, []]);
    expect(areas.filter(({ parentCode }) => parentCode === null)).toHaveLength(10);
    expect(areas.find(({ code }) => code === '356')?.kind).toBe('thành phố');
  });

  it('is code and name where it has no headings, as copied from a spreadsheet', () => {
    const { areas } = understood('13951\tXã Hải Hậu\r\n13954\tThị xã Mẫu\n');
    expect(areas).toEqual([
      { code: '13951', name: 'Xã Hải Hậu', kind: 'xã', parentCode: null },
      { code: '13954', name: 'Thị xã Mẫu', kind: 'thị xã', parentCode: null },
    ]);
  });

  it('knows Vietnamese headings, and parents by their code', () => {
    const { areas } = understood(
      'Tên xã;Mã xã;Mã cấp trên;Cấp\n"Xã Hải Anh";14236;;xã\nKhu phía nam;14236.1;14236;xóm\n',
    );
    expect(areas).toEqual([
      { code: '14236', name: 'Xã Hải Anh', kind: 'xã', parentCode: null },
      { code: '14236.1', name: 'Khu phía nam', kind: 'xóm', parentCode: '14236' },
    ]);
  });

  it('says which lines it leaves out, and why', () => {
    const { areas, faults } = understood('Mã,Tên\n1,Xã A\n,Xã B\n1,Xã C\n4,\nmã lạ,Xã D\n');
    expect(areas.map(({ name }) => name)).toEqual(['Xã A']);
    expect(faults).toEqual([
      { line: 3, fault: 'no_code' },
      { line: 4, fault: 'code_twice' },
      { line: 5, fault: 'no_name' },
      { line: 6, fault: 'no_code' },
    ]);
  });

  it('takes nobody for their own parent, and a code that is not in the list for nobody’s', () => {
    const { areas } = understood('Mã,Tên,Mã huyện\n7,Xã A,7\n8,Xã B,99\n');
    expect(areas.map(({ parentCode }) => parentCode)).toEqual([null, null]);
  });
});
