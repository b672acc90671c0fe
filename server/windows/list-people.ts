import { sql, type Kysely, type SqlBool } from 'kysely';
import type { WindowPerson } from '../../contract/http/windows.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { isCalled } from '../users/is-called.ts';

export interface PeopleQuery extends PageQuery {
  /** Parts of the name or the login. */
  q?: string | undefined;
}

/** Those who can sign in and have a role in an area where the reader may give windows; by name. */
export async function listPeople(
  db: Kysely<Database>,
  principal: Principal,
  { cursor, limit, q }: PeopleQuery,
): Promise<Page<WindowPerson>> {
  const after = readCursor(cursor, nameKey);
  const rows = await db
    .selectFrom('user')
    .select(['id', 'login', 'name', 'name_folded'])
    .where('disabled_at', 'is', null)
    .where(isCalled(q))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('grant')
          .select('role')
          .whereRef('user_id', '=', 'user.id')
          .where('area_id', 'in', areaScope(principal, 'window.write')),
      ),
    )
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(name_folded, id) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('name_folded')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, (row) => [row.name_folded, row.id]);
  return { ...page, items: page.items.map(({ id, name, login }) => ({ id, name, login })) };
}
