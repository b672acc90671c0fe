import { sql, type RawBuilder } from 'kysely';

/** Subquery of the ids of some areas and of all that lie, lay or will lie beneath them, whatever the day. */
export function areasEverBeneath(areaIds: readonly string[]): RawBuilder<string> {
  const first = areaIds.length === 0 ? sql`null` : sql.join(areaIds);
  return sql<string>`(with recursive beneath(id) as (
    select area.id from area where area.id in (${first})
    union select area.id from area join beneath on area.parent_id = beneath.id
    union select area.id from area join beneath on area.successor_id = beneath.id
    union select area_state.area_id from area_state join beneath on area_state.parent_id = beneath.id
  ) select id from beneath)`;
}
