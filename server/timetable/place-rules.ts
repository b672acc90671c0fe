import type { Area } from '../../core/area/area.ts';
import { lineOf } from '../../core/area/area.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import type { CompileContext, PlaceRules } from '../../core/compile/compile-station.ts';
import { limitsOn } from '../../core/guard/limits-on.ts';
import { modeOn, type ModePeriod } from '../../core/guard/mode-on.ts';
import { quietSpansAround } from '../../core/session/quiet-hours.ts';
import { byPlace, type Rules } from './rules.ts';

/**
 * Finds the rules of a place: its own, those of its area and of all above it; places that share them share
 * the answer.
 */
export function placeRules(
  rules: Rules,
  areas: ReadonlyMap<string, Area>,
): Pick<CompileContext, 'rulesName' | 'rules'> {
  const quietHours = byPlace(rules.quietHours);
  const guards = byPlace(rules.guards);
  const periods = periodsByArea(rules);
  const isRuled = (id: string) => quietHours.has(id) || guards.has(id) || periods.has(id);
  const names = new Map<string, string>();
  const known = new Map<string, PlaceRules>();

  const areaName = (areaId: string) => {
    const name = names.get(areaId);
    if (name !== undefined) return name;
    const ruling = lineOf(areas, areaId).filter(({ id }) => isRuled(id));
    const found = ruling.map(({ id }) => id).join('/');
    names.set(areaId, found);
    return found;
  };
  const rulesName = ({ endpointId, areaId }: Place) =>
    isRuled(endpointId) ? `${endpointId}|${areaName(areaId)}` : areaName(areaId);
  return {
    rulesName,
    rules: (place, date, zone) => {
      const key = `${rulesName(place)}|${date}|${zone.name}`;
      const found = known.get(key);
      if (found) return found;
      const line = lineOf(areas, place.areaId).map(({ id }) => id);
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
