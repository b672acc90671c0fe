import { sql, type RawBuilder } from 'kysely';
import { actions, type Action, type Role } from '../../core/access/roles.ts';
import type { Principal } from '../http/principal.ts';

/**
 * Subquery of the ids of all areas in which a person may do something, for
 * `.where('area_id', 'in', areaScope(principal, 'read'))`.
 */
export function areaScope(principal: Principal, action: Action): RawBuilder<string> {
  const enough: readonly Role[] = actions[action];
  return areasBeneath(
    principal.grants.filter(({ role }) => enough.includes(role)).map(({ areaId }) => areaId),
  );
}

/** Subquery of the ids of some areas and everything beneath them. */
export function areasBeneath(areaIds: readonly string[]): RawBuilder<string> {
  return sql<string>`(with recursive beneath(id) as (
    select area.id from area where area.id in (${listOf(areaIds)})
    union select area.id from area join beneath on area.parent_id = beneath.id
  ) select id from beneath)`;
}

/** Subquery of the ids of some areas and everything above them. */
export function areasAbove(areaIds: readonly string[]): RawBuilder<string> {
  return sql<string>`(with recursive above(id, parent_id) as (
    select area.id, area.parent_id from area where area.id in (${listOf(areaIds)})
    union select area.id, area.parent_id from area join above on area.id = above.parent_id
  ) select id from above)`;
}

/** As {@link areaScope} for reading, and what is above: rules and offers from there reach down. */
export function readScope(principal: Principal): RawBuilder<string> {
  const areaIds = principal.grants.map(({ areaId }) => areaId);
  return sql<string>`(select id from ${areasBeneath(areaIds)} union select id from ${areasAbove(areaIds)})`;
}

function listOf(ids: readonly string[]): RawBuilder<unknown> {
  return ids.length === 0 ? sql`null` : sql.join(ids);
}
