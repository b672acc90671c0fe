import { describe, expect, it } from 'vitest';
import type { Area } from '../../../core/area/area.ts';
import {
  choiceOf,
  isBarred,
  toggleArea,
  treeRows,
} from '../../../web/features/broadcasts/target-choice.ts';

function area(id: string, parentId: string | null, rest: Partial<Area> = {}): Area {
  const dates = { validFrom: null, validTo: null };
  return { id, code: id, name: id, kind: 'xã', parentId, tags: [], ...dates, ...rest };
}
const areas = new Map(
  [
    area('tinh', null),
    area('huyen', 'tinh'),
    area('a', 'huyen'),
    area('b', 'huyen'),
    area('c', 'tinh'),
    area('old', 'tinh', { validTo: '2025-06-30' }),
    area('empty', 'tinh'),
  ].map((one) => [one.id, one]),
);
const rows = treeRows(areas, ['a', 'b', 'c', 'old'], '2025-11-23');
const none = { areas: [], except: [] };

describe('the tree of areas to choose from', () => {
  it('shows what has a station today, parents first, with the stations beneath', () => {
    expect(rows.map((row) => [row.area.id, row.depth, row.stations])).toEqual([
      ['tinh', 0, 3],
      ['c', 1, 1],
      ['huyen', 1, 2],
      ['a', 2, 1],
      ['b', 2, 1],
    ]);
  });

  it('lets an area speak for everything beneath it', () => {
    const choice = toggleArea('huyen', { areas: ['a'], except: [] }, areas);
    expect(choice).toEqual({ areas: ['huyen'], except: [] });
    expect(choiceOf('b', choice, areas, rows)).toBe('in');
    expect(choiceOf('tinh', choice, areas, rows)).toBe('some');
  });

  it('leaves one out beneath a chosen area, and takes it back', () => {
    const whole = toggleArea('huyen', none, areas);
    const without = toggleArea('b', whole, areas);
    expect(without).toEqual({ areas: ['huyen'], except: ['b'] });
    expect(choiceOf('huyen', without, areas, rows)).toBe('some');
    expect(choiceOf('b', without, areas, rows)).toBe('out');
    expect(toggleArea('b', without, areas)).toEqual(whole);
  });

  it('takes the whole area again when it is pressed with exceptions beneath it', () => {
    const without = { areas: ['huyen'], except: ['b'] };
    expect(toggleArea('huyen', without, areas)).toEqual({ areas: ['huyen'], except: [] });
  });

  it('does not offer what an exclusion above bars', () => {
    const choice = { areas: ['tinh'], except: ['huyen'] };
    expect(isBarred('a', choice, areas)).toBe(true);
    expect(isBarred('huyen', choice, areas)).toBe(false);
    expect(choiceOf('a', choice, areas, rows)).toBe('out');
  });

  it('comes back to nothing chosen', () => {
    expect(toggleArea('c', toggleArea('c', none, areas), areas)).toEqual(none);
  });
});
