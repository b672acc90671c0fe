import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { actions, type Action, type Role } from '../../core/access/roles.ts';
import { beneathOnDays } from '../../core/area/beneath.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { areaScope } from '../access/area-scope.ts';
import { among } from '../store/among.ts';
import type { Principal } from '../http/principal.ts';

/** Where a row of a query has its day, and the area that it belongs to on that day. */
export interface DatedRow {
  day: RawBuilder<string>;
  area: RawBuilder<string>;
}

interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** Whether a row's area is one of some or lies beneath them, by the tree of the row's day. */
export function isBeneathOnDay(
  tree: Tree,
  areaIds: readonly string[],
  days: Days,
  { day, area }: DatedRow,
): RawBuilder<SqlBool> {
  const parts = beneathOnDays(tree, areaIds, days).map(
    ({ from, to, areaIds: ids }) =>
      sql`(${day} between ${from} and ${to}
        and ${area} in ${among(ids)})`,
  );
  return parts.length === 0 ? sql<SqlBool>`0` : sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/**
 * Whether a person may do something with a row: whoever may with what its area is today, and whoever could on
 * its day, so that a reform takes nobody's reports away.
 */
export function isInScopeOnDay(
  tree: Tree,
  { principal, action }: { principal: Principal; action: Action },
  days: Days,
  row: DatedRow,
): RawBuilder<SqlBool> {
  const enough: readonly Role[] = actions[action];
  const held = principal.grants
    .filter(({ role }) => enough.includes(role))
    .map(({ areaId }) => areaId);
  return sql<SqlBool>`(${row.area} in ${areaScope(principal, action)}
    or ${isBeneathOnDay(tree, held, days, row)})`;
}
