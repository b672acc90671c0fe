import type { LocalDate } from '../time/zoned.ts';
import { isWithinDates } from '../time/zoned.ts';

/** A node of the administrative tree. Official codes are re-used: identity is (code, validFrom). */
export interface Area {
  id: string;
  code: string;
  name: string;
  /** The field's word for the level (tỉnh, huyện, xã, thôn …): data, never a number of tiers in code. */
  kind: string;
  parentId: string | null;
  /** `null` where history does not tell. */
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  /** What it is like, in people's own words (ven biển, nghèo cao): groups find it by them. */
  tags: readonly string[];
}

/** From the area itself up to its root. A parent missing from `areas` ends the line. */
export function lineOf(areas: ReadonlyMap<string, Area>, id: string): Area[] {
  const line: Area[] = [];
  const seen = new Set<string>();
  let area = areas.get(id);
  while (area && !seen.has(area.id)) {
    seen.add(area.id);
    line.push(area);
    area = area.parentId === null ? undefined : areas.get(area.parentId);
  }
  return line;
}

/** 0 for a root; the smaller the rank, the higher the tier. */
export function rankOf(areas: ReadonlyMap<string, Area>, id: string): number {
  return lineOf(areas, id).length - 1;
}

/** Whether `id` is `ancestorId` or lies beneath it. */
export function isInArea(areas: ReadonlyMap<string, Area>, id: string, ancestorId: string) {
  return lineOf(areas, id).some((area) => area.id === ancestorId);
}

export function isAreaValid(area: Area, date: LocalDate) {
  return isWithinDates(date, area.validFrom, area.validTo);
}
