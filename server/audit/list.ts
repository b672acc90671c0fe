import { sql, type Kysely, type SqlBool } from 'kysely';
import { z } from 'zod';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

export interface AuditLine {
  id: string;
  at: number;
  userName: string | null;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

const detail = z.record(z.string(), z.unknown());

/** What was changed in the areas of a person, newest first; what has no area only for a root's. */
export async function listAudit(
  db: Kysely<Database>,
  principal: Principal,
  { limit, cursor }: PageQuery,
): Promise<Page<AuditLine>> {
  const after = readCursor(cursor, idKey);
  const scope = areaScope(principal, 'audit.read');
  const rows = await db
    .selectFrom('audit')
    .leftJoin('user', 'user.id', 'audit.user_id')
    .select(['audit.id', 'at', 'action', 'subject', 'detail', 'user.name as user_name'])
    .where((eb) => {
      const roots = eb.selectFrom('area').select('id').where('parent_id', 'is', null);
      return eb.or([
        eb('audit.area_id', 'in', scope),
        eb.and([eb('audit.area_id', 'is', null), eb.exists(roots.where('id', 'in', scope))]),
      ]);
    })
    .$if(after !== null, (all) => all.where(sql<SqlBool>`audit.id < ${after?.[0]}`))
    .orderBy('audit.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ id }) => [id]);
  return {
    ...page,
    items: page.items.map(({ user_name, ...row }) => ({
      id: row.id,
      at: row.at,
      userName: user_name,
      action: row.action,
      subject: row.subject,
      detail: detail.parse(JSON.parse(row.detail)),
    })),
  };
}
