import type { Settings } from '../../contract/station/objects.ts';
import { isAreaValid } from '../../core/area/area.ts';
import { inForceOn } from '../../core/area/in-force.ts';
import type { EndpointPlace } from '../../core/area/plan-places.ts';
import { lineOn, type Tree } from '../../core/area/tree.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';

/** An endpoint as its settings name it. */
export interface SetEndpoint {
  id: string;
  name: string;
  places: readonly EndpointPlace[];
  stationName: string;
  zone: string;
}

/**
 * What an endpoint must know to guard itself: its own quiet hours, those of its area and of all above it. Where
 * this becomes otherwise within the days that it holds, it knows from which day on, and needs no server then.
 */
export function settingsOf(
  endpoint: SetEndpoint,
  given: {
    tree: Tree;
    /** The days that it holds, in order. */
    dates: readonly LocalDate[];
    quietHoursOf: (placeId: string) => readonly QuietHours[];
  },
): Settings {
  const { stationName, name: endpointName, zone } = endpoint;
  const stretches = stretchesOf(endpoint, given);
  const quietHours = stretches.flatMap(({ ids, from, to }) =>
    ids.flatMap(given.quietHoursOf).flatMap((rule) => {
      const validFrom = later(rule.validFrom, from);
      const validTo = earlier(rule.validTo, to);
      const isEver = validFrom === null || validTo === null || validFrom <= validTo;
      return isEver ? { ...rule, weekdays: [...rule.weekdays], validFrom, validTo } : [];
    }),
  );
  return { v: 1, stationName, endpointName, zone, quietHours };
}

/** What the endpoint stands in and beneath, from a day to a day; `null`: whatever comes before or after. */
interface Stretch {
  ids: string[];
  from: LocalDate | null;
  to: LocalDate | null;
}

function stretchesOf(
  { id, places }: SetEndpoint,
  { tree, dates }: { tree: Tree; dates: readonly LocalDate[] },
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, date] of dates.entries()) {
    const place = inForceOn(places, date);
    const before = dates[index - 1];
    // As on the day before: not worth a walk up the tree.
    if (before && place === inForceOn(places, before) && tree.on(date) === tree.on(before))
      continue;
    const line = place ? lineOn(tree, place.areaId, date) : [];
    const ids = [id, ...line.filter((area) => isAreaValid(area, date)).map((area) => area.id)];
    const last = stretches.at(-1);
    if (last?.ids.join() === ids.join()) continue;
    if (last) last.to = addDays(date, -1);
    stretches.push({ ids, from: last ? date : null, to: null });
  }
  return stretches;
}

function later(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function earlier(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  return a === null || (b !== null && b < a) ? b : a;
}
