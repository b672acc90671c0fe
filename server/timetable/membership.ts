import type { Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import { groupIdsOf, type Group } from '../../core/broadcast/group.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { loadGroups } from './rules.ts';

/** Tells which groups places belong to. */
export interface Membership {
  /** The place with its groups. */
  of(place: Omit<Place, 'groupIds'>): Place;
}

/** By the tree as it is on a day. */
export function membershipOn(
  groups: readonly Group[],
  areas: ReadonlyMap<string, Area>,
  date: LocalDate,
): Membership {
  return { of: (place) => ({ ...place, groupIds: groupIdsOf(place, groups, areas, date) }) };
}

/** As {@link membershipOn}, with the groups that are saved. */
export async function loadMembership(
  db: Kysely<Database>,
  areas: ReadonlyMap<string, Area>,
  date: LocalDate,
): Promise<Membership> {
  return membershipOn(await loadGroups(db), areas, date);
}
