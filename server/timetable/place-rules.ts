import type { Area } from '../../core/area/area.ts';
import { isAreaValid } from '../../core/area/area.ts';
import { lineOn, type Tree } from '../../core/area/tree.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import type { CompileContext, PlaceRules } from '../../core/compile/compile-station.ts';
import { limitsOn } from '../../core/guard/limits-on.ts';
import { modeOn, type ModePeriod } from '../../core/guard/mode-on.ts';
import { quietSpansAround } from '../../core/session/quiet-hours.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { byPlace, type Rules } from './rules.ts';

/**
 * Finds the rules of a place on a day: its own, those of its area and of all above it on that day; places that
 * share them share the answer.
 */
export function placeRules(rules: Rules, tree: Tree): Pick<CompileContext, 'rulesName' | 'rules'> {
  const quietHours = byPlace(rules.quietHours);
  const guards = byPlace(rules.guards);
  const periods = periodsByArea(rules);
  const isRuled = (id: string) => quietHours.has(id) || guards.has(id) || periods.has(id);
  const names = new Map<ReadonlyMap<string, Area>, Map<string, string>>();
  const known = new Map<string, PlaceRules>();

  const lineOfDay = (areaId: string, date: LocalDate) =>
    lineOn(tree, areaId, date)
      .filter((area) => isAreaValid(area, date))
      .map(({ id }) => id);
  const areaName = (areaId: string, date: LocalDate) => {
    const ofDay = names.get(tree.on(date)) ?? new Map<string, string>();
    names.set(tree.on(date), ofDay);
    const name = ofDay.get(areaId);
    if (name !== undefined) return name;
    const found = lineOfDay(areaId, date).filter(isRuled).join('/');
    ofDay.set(areaId, found);
    return found;
  };
  const rulesName = ({ endpointId, areaId }: Place, date: LocalDate) => {
    const name = areaName(areaId, date);
    return isRuled(endpointId) ? `${endpointId}|${name}` : name;
  };
  return {
    rulesName,
    rules: (place, date, zone) => {
      const key = `${rulesName(place, date)}|${date}|${zone.name}`;
      const found = known.get(key);
      if (found) return found;
      const line = lineOfDay(place.areaId, date);
      const all = [place.endpointId, ...line];
      const quiet = all.flatMap((id) => quietHours.get(id) ?? []);
      const held = all.flatMap((id) => guards.get(id) ?? []);
      const ruled = {
        quiet: quietSpansAround(quiet, date, zone),
        limits: limitsOn(held, date, zone, (day) => rules.holidays.has(day)),
        mode: modeOn(
          line.map((id) => periods.get(id) ?? []),
          date,
        ),
      };
      known.set(key, ruled);
      return ruled;
    },
  };
}

function periodsByArea({ modes, periods }: Rules): ReadonlyMap<string, readonly ModePeriod[]> {
  const byKey = new Map(modes.map((mode) => [mode.key, mode]));
  return byPlace(
    periods.flatMap(({ id, areaId, modeKey, first, last }) => {
      const mode = byKey.get(modeKey);
      return mode ? [{ id, placeId: areaId, rule: { id, mode, first, last } }] : [];
    }),
  );
}
