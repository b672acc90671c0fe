import type { DayMark } from '../../../contract/http/day-marks.ts';
import type { Area } from '../../../core/area/area.ts';
import { lineOf } from '../../../core/area/area.ts';

type Mode = DayMark['modes'][number];

/** The mode that holds at an area, of those that are on anywhere that day: that of the nearest area from it up. */
export function modeAt(
  areas: ReadonlyMap<string, Area>,
  areaId: string,
  modes: readonly Mode[],
): Mode | null {
  for (const { id } of lineOf(areas, areaId)) {
    const mode = modes.find((one) => one.areaId === id);
    if (mode) return mode;
  }
  return null;
}

/** Each mode once, with the areas that have it. */
export function modesByName(modes: readonly Mode[]): { name: string; areaNames: string[] }[] {
  const byKey = new Map<string, { name: string; areaNames: string[] }>();
  for (const { key, name, areaName } of modes) {
    const known = byKey.get(key) ?? { name, areaNames: [] };
    byKey.set(key, { name, areaNames: [...known.areaNames, areaName] });
  }
  return [...byKey.values()];
}
