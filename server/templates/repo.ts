import { sql, type Kysely, type SqlBool } from 'kysely';
import type { TemplateAnswer } from '../../contract/http/templates.ts';
import { readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { readEntries } from './entries-column.ts';

type Db = Kysely<Database>;

function selectTemplates(db: Db, principal: Principal) {
  return db
    .selectFrom('template')
    .leftJoin('user', 'user.id', 'template.user_id')
    .selectAll('template')
    .select('user.name as userName')
    .where('template.area_id', 'in', readScope(principal));
}

export type TemplateRow = Awaited<
  ReturnType<ReturnType<typeof selectTemplates>['execute']>
>[number];

/** Templates of a person's areas and of those above, by name. */
export async function listTemplates(
  db: Db,
  principal: Principal,
  { limit, cursor }: PageQuery,
): Promise<Page<TemplateAnswer>> {
  const after = readCursor(cursor, nameKey);
  const rows = await selectTemplates(db, principal)
    .$if(after !== null, (all) =>
      all.where(
        sql<SqlBool>`(template.name_folded, template.id) > (${after?.[0] ?? null}, ${after?.[1] ?? null})`,
      ),
    )
    .orderBy('template.name_folded')
    .orderBy('template.id')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ name_folded, id }) => [name_folded, id]);
  return { ...page, items: page.items.map(toTemplate) };
}

/** `null` also for one that the person may not see. */
export async function findTemplate(
  db: Db,
  principal: Principal,
  id: string,
): Promise<TemplateRow | null> {
  const row = await selectTemplates(db, principal).where('template.id', '=', id).executeTakeFirst();
  return row ?? null;
}

export function toTemplate(row: TemplateRow): TemplateAnswer {
  return {
    id: row.id,
    areaId: row.area_id,
    name: row.name,
    count: readEntries(row.entries).length,
    userName: row.userName,
    createdAt: row.created_at,
    version: row.version,
  };
}
