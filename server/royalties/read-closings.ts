import type { Kysely } from 'kysely';
import type { RoyaltyClosingAnswer } from '../../contract/http/royalties.ts';
import { periodOf } from '../../core/report/air-group.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import type { RoyaltyFilter } from './royalty-query.ts';

/** Closed lists, with who closed them. */
export function closings(db: Kysely<Database>) {
  return db
    .selectFrom('royalty_closing as closing')
    .innerJoin('user', 'user.id', 'closing.closed_by')
    .select(['closing.id', 'closing.area_id as areaId', 'closing.month'])
    .select(['user.name as closedBy', 'closing.closed_at as closedAt']);
}

/** Of days that are a month of one area, and closed. */
export async function closingOf(
  db: Kysely<Database>,
  { areaId, from, to, withBeneath }: RoyaltyFilter,
): Promise<RoyaltyClosingAnswer | null> {
  if (withBeneath || periodOf({ from, to }) !== 'month') return null;
  const found = await closings(db)
    .where('closing.area_id', '=', areaId)
    .where('closing.month', '=', from)
    .executeTakeFirst();
  return found ?? null;
}

/** The first days of the months that are closed, by the area whose list it is. */
export async function readClosedMonths(
  db: Kysely<Database>,
): Promise<Map<string, ReadonlySet<LocalDate>>> {
  const rows = await db.selectFrom('royalty_closing').select(['area_id', 'month']).execute();
  const months = new Map<string, Set<LocalDate>>();
  for (const { area_id: areaId, month } of rows)
    months.set(areaId, (months.get(areaId) ?? new Set()).add(month));
  return months;
}
