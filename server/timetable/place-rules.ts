import type { Area } from '../../core/area/area.ts';
import { lineOf } from '../../core/area/area.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import type { CompileContext, PlaceRules } from '../../core/compile/compile-station.ts';
import { noLimits } from '../../core/guard/guard.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import { quietSpansAround } from '../../core/session/quiet-hours.ts';

/** What decides the rules of places. */
export interface RuleBook {
  areas: ReadonlyMap<string, Area>;
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
}

/** Finds the rules of a place: those of its area and of all above it; places that share them share the answer. */
export function placeRules({
  areas,
  quietHours,
}: RuleBook): Pick<CompileContext, 'rulesName' | 'rules'> {
  const names = new Map<string, string>();
  const known = new Map<string, PlaceRules>();
  const rulesName = ({ areaId }: Place) => {
    const name = names.get(areaId);
    if (name !== undefined) return name;
    const ruling = lineOf(areas, areaId).filter(({ id }) => quietHours.has(id));
    const found = ruling.map(({ id }) => id).join('/');
    names.set(areaId, found);
    return found;
  };
  return {
    rulesName,
    rules: (place, date, zone) => {
      const key = `${rulesName(place)}|${date}|${zone.name}`;
      const found = known.get(key);
      if (found) return found;
      const line = lineOf(areas, place.areaId);
      const quiet = line.flatMap(({ id }) => quietHours.get(id) ?? []);
      const rules = { quiet: quietSpansAround(quiet, date, zone), limits: noLimits, mode: null };
      known.set(key, rules);
      return rules;
    },
  };
}
