import type { Area } from '../../../../core/area/area.ts';
import type { DatedStation } from '../../../../core/area/dated-station.ts';
import type { Territory, TerritoryChange } from '../../../../core/area/territory.ts';
import { changeTerritory } from '../../../../core/area/territory.ts';
import { createTree } from '../../../../core/area/tree.ts';

/** The first day without districts. */
export const reform = '2025-07-01';
export const lastDay = '2025-06-30';

function area(id: string, parentId: string | null, dates: Partial<Area> = {}): Area {
  return {
    ...{ id, code: id, name: id, kind: 'xã', parentId, validFrom: null, validTo: null },
    tags: [],
    ...dates,
  };
}

/**
 * A province with a district of two communes, each with a village and a station, a third one without a station,
 * and the commune that comes on the day of the reform.
 */
export function territory(): Territory {
  const areas = [
    area('tinh', null),
    area('huyen', 'tinh'),
    ...['a', 'b', 'd'].flatMap((id) => [area(id, 'huyen'), area(`xom-${id}`, id)]),
    area('c', 'tinh', { validFrom: reform }),
  ];
  const stations: DatedStation[] = [
    { id: 'dai-a', areaId: 'a' },
    { id: 'dai-b', areaId: 'b' },
  ];
  return {
    tree: createTree(new Map(areas.map((one) => [one.id, one]))),
    stations: new Map(stations.map((one) => [one.id, one])),
  };
}

/** Makes a change that has no fault. */
export function changed(
  before: Territory,
  change: (territory: Territory) => TerritoryChange | string,
): Territory {
  const made = change(before);
  if (typeof made === 'string') throw new Error(made);
  return changeTerritory(before, made);
}
