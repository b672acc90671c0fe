import type { Insertable, Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import { fold } from '../../core/text/fold.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

/** Whether the code is taken from the same first day on: what tells areas apart. */
export async function hasIdentity(
  db: Db,
  { code, validFrom }: Pick<Area, 'code' | 'validFrom'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('area')
    .select('id')
    .where('code', '=', code)
    .where('valid_from', validFrom === null ? 'is' : '=', validFrom)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertArea(trx: Db, area: Area): Promise<void> {
  await insertAreas(trx, [area]);
}

// SQLite takes 32,766 variables in a statement, of which a row has nine.
const rowsAtOnce = 500;

/** Parents first. */
export async function insertAreas(trx: Db, areas: readonly Area[]): Promise<void> {
  for (let from = 0; from < areas.length; from += rowsAtOnce) {
    const rows = areas.slice(from, from + rowsAtOnce).map(toRow);
    await trx.insertInto('area').values(rows).execute();
  }
}

export async function updateTags(trx: Db, id: string, tags: readonly string[]): Promise<void> {
  await trx
    .updateTable('area')
    .set({ tags: JSON.stringify(tags) })
    .where('id', '=', id)
    .execute();
}

function toRow(area: Area): Insertable<Database['area']> {
  const { id, code, name, kind, parentId, validFrom, validTo, tags } = area;
  return {
    id,
    code,
    name,
    name_folded: fold(name),
    kind,
    parent_id: parentId,
    valid_from: validFrom,
    valid_to: validTo,
    tags: JSON.stringify(tags),
  };
}
