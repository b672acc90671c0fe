import { describe, expect, it } from 'vitest';
import type { Area } from '../../../../core/area/area.ts';
import { modeAt, modesByName } from '../../../../web/features/calendar/mode-at.ts';
import { zonesElsewhere } from '../../../../web/features/calendar/zones-elsewhere.ts';

const area = (id: string, parentId: string | null): [string, Area] => [
  id,
  { id, parentId, code: id, name: id, kind: 'xã', validFrom: null, validTo: null, tags: [] },
];
const areas = new Map([area('tinh', null), area('huyen', 'tinh'), area('xa', 'huyen')]);
const mourning = { key: 'quoc_tang', name: 'Quốc tang', areaId: 'tinh', areaName: 'Tỉnh' };
const storm = { key: 'mua_bao', name: 'Mưa bão', areaId: 'huyen', areaName: 'Huyện' };

describe('the mode of a day at an area', () => {
  it('is that of the nearest area that has one', () => {
    expect(modeAt(areas, 'xa', [mourning, storm])).toEqual(storm);
    expect(modeAt(areas, 'tinh', [mourning, storm])).toEqual(mourning);
    expect(modeAt(areas, 'xa', [mourning])).toEqual(mourning);
    expect(modeAt(areas, 'tinh', [storm])).toBeNull();
  });

  it('is named once for all the areas that have it', () => {
    const other = { ...storm, areaId: 'h2', areaName: 'Huyện kia' };
    expect(modesByName([mourning, storm, other])).toEqual([
      { name: 'Quốc tang', areaNames: ['Tỉnh'] },
      { name: 'Mưa bão', areaNames: ['Huyện', 'Huyện kia'] },
    ]);
  });
});

describe('the zone of times', () => {
  const at = Date.UTC(2026, 10, 30, 20);
  it('is named only where the viewer’s own clock shows another time', () => {
    const zones = ['Asia/Ho_Chi_Minh', 'Asia/Bangkok', 'Asia/Tokyo', 'Asia/Tokyo'];
    expect(zonesElsewhere(zones, 'Asia/Ho_Chi_Minh', at)).toEqual(['Asia/Tokyo']);
    expect(zonesElsewhere(['Asia/Ho_Chi_Minh'], 'Asia/Bangkok', at)).toEqual([]);
    // The same hour of another day is another time.
    expect(zonesElsewhere(['Pacific/Kiritimati'], 'Pacific/Honolulu', at)).toHaveLength(1);
  });
});
