import { sql, type Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { selectVersions, toKeptVersion } from './kept-version.ts';
import { scopeOf, type Plan } from './plan.ts';

type Row = Database['broadcast'];

/** A broadcast as it is and as it was; `then` is `null` where no version of that time is kept. */
export interface RowThen {
  now: Row;
  then: Row | null;
}

const batch = 500;

/** Broadcasts that changed after a moment and belong, or once belonged, to an area. */
export async function readRowsAt(
  db: Kysely<Database>,
  { at, ...scope }: Pick<Plan, 'areaId' | 'withBeneath'> & { at: number },
): Promise<RowThen[]> {
  const changed = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb.selectFrom('broadcast_version').select('broadcast_id').where('at', '>', at),
    )
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('broadcast_version')
        .select('broadcast_id')
        .where('owner_area_id', 'in', scopeOf(scope)),
    )
    .orderBy('id')
    .execute();
  const then = new Map<string, Row>();
  for (let from = 0; from < changed.length; from += batch) {
    const ids = changed.slice(from, from + batch).map(({ id }) => id);
    const rows = await selectVersions(db)
      .where('version.broadcast_id', 'in', ids)
      .where(
        'version.version',
        '=',
        sql<number>`(select max(earlier.version) from broadcast_version as earlier
          where earlier.broadcast_id = version.broadcast_id and earlier.at <= ${at})`,
      )
      .execute();
    for (const row of rows) then.set(row.broadcast_id, toKeptVersion(row).row);
  }
  return changed.map((now) => ({ now, then: then.get(now.id) ?? null }));
}
