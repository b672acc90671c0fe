import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import { groupIdsOf, type Group } from '../../core/broadcast/group.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import { isPlaceOn } from '../../core/broadcast/targets.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { loadGroups } from './rules.ts';

type Ungrouped = Omit<Place, 'groupIds'>;

/** Tells which groups places belong to. */
export interface Membership {
  /** The place with its groups of a day. */
  on(place: Ungrouped, date: LocalDate): Place;
  /** The place with its groups from a day on: several where the tree, and with it a group, changes meanwhile. */
  since(place: Ungrouped, date: LocalDate): Place[];
}

export function membershipIn(groups: readonly Group[], tree: Tree): Membership {
  const on = (place: Ungrouped, date: LocalDate): Place => ({
    ...place,
    groupIds: groupIdsOf(place, groups, tree.on(date), date),
  });
  return {
    on,
    since: (place, date) => {
      // It may come later only: what it belongs to before is nothing to it.
      const first = place.from && place.from > date ? place.from : date;
      const days = [first, ...tree.changes.filter((day) => day > first && isPlaceOn(place, day))];
      const places: Place[] = [];
      for (const day of groups.length === 0 ? [first] : days) {
        const next = on(place, day);
        const last = places.at(-1);
        if (last?.groupIds.join() === next.groupIds.join()) continue;
        if (last) last.to = addDays(day, -1);
        places.push(last ? { ...next, from: day } : next);
      }
      return places;
    },
  };
}

/** As {@link membershipIn}, with the groups that are saved. */
export async function loadMembership(db: Kysely<Database>, tree: Tree): Promise<Membership> {
  return membershipIn(await loadGroups(db), tree);
}
