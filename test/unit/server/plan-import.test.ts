import { describe, expect, it } from 'vitest';
import type { Area } from '../../../core/area/area.ts';
import { planImport, type ImportRow } from '../../../server/areas/plan-import.ts';

const province: Area = {
  id: 'province',
  code: '37',
  name: 'Ninh Bình',
  kind: 'tỉnh',
  parentId: null,
  validFrom: null,
  validTo: null,
  tags: [],
};
const row = (code: string, parentCode: string | null): ImportRow => ({
  code,
  name: `Nơi ${code}`,
  kind: 'xã',
  parentCode,
});

function plan(rows: ImportRow[], existing: Area[] = [province], validFrom = '2017-01-01') {
  let count = 0;
  return planImport({
    underId: 'province',
    validFrom,
    validTo: null,
    rows,
    existing,
    newId: () => `new${(count += 1)}`,
  });
}

describe('importing areas', () => {
  it('adds parents before children, in whatever order they come', () => {
    const { added } = plan([row('c', 'b'), row('b', 'a'), row('a', null)]);
    expect(added.map(({ code, parentId }) => [code, parentId])).toEqual([
      ['a', 'province'],
      ['b', 'new1'],
      ['c', 'new2'],
    ]);
  });

  it('leaves alone what is there, so that a list may come twice', () => {
    const rows = [row('a', null), row('b', 'a')];
    const first = plan(rows);
    const again = plan([...rows, row('c', 'a')], [province, ...first.added]);
    expect(again.kept).toEqual(first.added);
    expect(again.added.map(({ code, parentId }) => [code, parentId])).toEqual([['c', 'new1']]);
  });

  it('takes a code again from another day on', () => {
    const old = plan([row('a', null)]).added;
    expect(plan([row('a', null)], [province, ...old], '2025-07-01').added).toHaveLength(1);
  });

  it('refuses a code that stands elsewhere or twice', () => {
    const elsewhere = { ...province, id: 'x', code: 'a', parentId: 'y', validFrom: '2017-01-01' };
    expect(() => plan([row('a', null)], [province, elsewhere])).toThrow('area_code_taken');
    expect(() => plan([row('a', null), row('a', null)])).toThrow('area_code_taken');
  });

  it('refuses parents that are missing or go round in a circle', () => {
    expect(() => plan([row('b', 'a')])).toThrow('area_not_found');
    expect(() => plan([row('a', 'b'), row('b', 'a')])).toThrow('area_not_found');
    expect(() => plan([row('a', 'a')])).toThrow('area_not_found');
  });
});
