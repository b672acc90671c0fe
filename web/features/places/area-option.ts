import { lineOf, type Area } from '../../../core/area/area.ts';
import type { LongOption } from '../shell/long-select.ts';

/** An area as a select shows it: indented by tier, and by itself with what lies above it, but the topmost. */
export function areaOption(areas: ReadonlyMap<string, Area>, { id, name }: Area): LongOption {
  const above = lineOf(areas, id).slice(1);
  const inFull = [name, ...above.slice(0, -1).map((area) => area.name)].join(', ');
  return { value: id, label: `${'\u2003'.repeat(above.length)}${name}`, inFull };
}
