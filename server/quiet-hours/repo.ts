import { sql, type Kysely, type SqlBool } from 'kysely';
import type { QuietHoursAnswer } from '../../contract/http/quiet-hours.ts';
import { weekdays } from '../../contract/scalar.ts';
import { areasAbove, readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

export interface QuietHoursQuery extends PageQuery {
  /** Only what is in force there: its own rules and those from above. */
  areaId?: string | undefined;
}

export async function listQuietHours(
  db: Db,
  principal: Principal,
  { areaId, limit, cursor }: QuietHoursQuery,
): Promise<Page<QuietHoursAnswer>> {
  const after = readCursor(cursor, idKey);
  const rows = await db
    .selectFrom('quiet_hours')
    .selectAll()
    .where('area_id', 'in', readScope(principal))
    .$if(areaId !== undefined, (all) => all.where('area_id', 'in', areasAbove([areaId ?? ''])))
    .$if(after !== null, (all) => all.where(sql<SqlBool>`id > ${after?.[0]}`))
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(toQuietHours) };
}

export async function findQuietHours(db: Db, id: string): Promise<QuietHoursAnswer | null> {
  const row = await db
    .selectFrom('quiet_hours')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toQuietHours(row) : null;
}

export async function insertQuietHours(trx: Db, rule: QuietHoursAnswer): Promise<void> {
  await trx
    .insertInto('quiet_hours')
    .values({
      id: rule.id,
      area_id: rule.areaId,
      from_time: rule.from,
      to_time: rule.to,
      weekdays: JSON.stringify(rule.weekdays),
      valid_from: rule.validFrom,
      valid_to: rule.validTo,
    })
    .execute();
}

export async function deleteQuietHours(trx: Db, id: string): Promise<void> {
  await trx.deleteFrom('quiet_hours').where('id', '=', id).execute();
}

function toQuietHours(row: Database['quiet_hours']): QuietHoursAnswer {
  return {
    id: row.id,
    areaId: row.area_id,
    from: row.from_time,
    to: row.to_time,
    weekdays: weekdays.parse(JSON.parse(row.weekdays)),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}
