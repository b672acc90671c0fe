import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { isBeneathOnDay, isInScopeOnDay } from '../territory/beneath-on-day.ts';
import type { RoyaltyQuery } from './royalty-query.ts';

/** Whether a piece of an `areaId` is of the area that is asked, or beneath it, and may be read. */
export function isAsked(
  { tree, principal, filter }: Pick<RoyaltyQuery, 'tree' | 'principal' | 'filter'>,
  day: RawBuilder<string>,
): RawBuilder<SqlBool> {
  const { areaId, withBeneath } = filter;
  const row = { day, area: sql.ref<string>('areaId') };
  const isThere = withBeneath
    ? isBeneathOnDay(tree, [areaId], filter, row)
    : sql<SqlBool>`"areaId" = ${areaId}`;
  return sql<SqlBool>`(${isThere}
    and ${isInScopeOnDay(tree, { principal, action: 'read' }, filter, row)})`;
}
