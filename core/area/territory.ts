import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import type { DatedStation } from './dated-station.ts';
import type { DatedArea, Tree } from './tree.ts';
import { createTree } from './tree.ts';

/** Areas and stations of every day. */
export interface Territory {
  tree: Tree;
  stations: ReadonlyMap<string, DatedStation>;
}

/** Areas and stations as they stand after a change; those that it leaves alone are not among them. */
export interface TerritoryChange {
  areas: readonly DatedArea[];
  stations: readonly DatedStation[];
}

/** Why a change cannot be: each is an error code. */
export type TerritoryFault =
  'area_not_there' | 'area_nested' | 'station_area_taken' | 'station_not_there';

export function changeTerritory({ tree, stations }: Territory, change: TerritoryChange): Territory {
  return {
    tree: createTree(new Map([...tree.areas, ...byId(change.areas)])),
    stations: new Map([...stations, ...byId(change.stations)]),
  };
}

/** Days from `since` on at which anything of a territory becomes otherwise, in order. */
export function changeDays({ tree, stations }: Territory, since: LocalDate): LocalDate[] {
  const days = new Set(tree.changes.filter((day) => day >= since));
  for (const { moves = [], validTo } of stations.values()) {
    for (const { from } of moves) if (from !== null && from >= since) days.add(from);
    if (validTo && validTo >= addDays(since, -1)) days.add(addDays(validTo, 1));
  }
  return [...days].sort();
}

function byId<Thing extends { id: string }>(things: readonly Thing[]): [string, Thing][] {
  return things.map((thing) => [thing.id, thing]);
}
