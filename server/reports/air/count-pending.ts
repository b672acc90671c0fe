import { sql, type Kysely } from 'kysely';
import type { Tree } from '../../../core/area/tree.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { Principal } from '../../http/principal.ts';
import type { Database } from '../../store/schema.ts';
import { isInScopeOnDay } from '../../territory/beneath-on-day.ts';
import { stationAreaOnDay } from '../../territory/place-of-day.ts';

interface PendingQuery {
  db: Kysely<Database>;
  tree: Tree;
  principal: Principal;
  filter: { from: LocalDate; to: LocalDate };
  now: number;
}

/** Days of stations that somebody may read and whose sums are not right yet. */
export async function countPending(query: PendingQuery): Promise<number> {
  const { db, tree, principal, filter, now } = query;
  const day = sql.ref<string>('air_settled.date');
  const row = { day, area: stationAreaOnDay(day) };
  const { pending } = await db
    .selectFrom('air_settled')
    .innerJoin('station', 'station.id', 'air_settled.station_id')
    .select(({ fn }) => fn.countAll<number>().as('pending'))
    .where('stale_at', '<=', now)
    .where('date', '>=', filter.from)
    .where('date', '<=', filter.to)
    .where(isInScopeOnDay(tree, { principal, action: 'read' }, filter, row))
    .executeTakeFirstOrThrow();
  return pending;
}
