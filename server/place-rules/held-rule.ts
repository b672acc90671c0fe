import { sql, type Kysely, type SqlBool } from 'kysely';
import { areasAbove, areasBeneath, readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import type { RulePlace } from './require-rule-place.ts';

/** A rule by its name, with where it holds. */
export type HeldRule = { id: string } & RulePlace;

export type RuleTable = 'guard' | 'quiet_hours';

export interface HeldQuery extends PageQuery {
  /** Only what is in force there: its own rules, those from above, and those of its endpoints. */
  areaId?: string | undefined;
}

/** Rules of a person's areas, of those above and of the endpoints in them; the newest first. */
export async function listHeld(
  db: Kysely<Database>,
  principal: Principal,
  table: RuleTable,
  { areaId, limit, cursor }: HeldQuery,
): Promise<Page<HeldRule>> {
  const after = readCursor(cursor, idKey);
  const scope = readScope(principal);
  const rows = await held(db, table)
    .where((eb) => eb.or([eb('rule.area_id', 'in', scope), eb('endpoint.area_id', 'in', scope)]))
    .$if(areaId !== undefined, (all) =>
      all.where((eb) =>
        eb.or([
          eb('rule.area_id', 'in', areasAbove([areaId ?? ''])),
          eb('endpoint.area_id', 'in', areasBeneath([areaId ?? ''])),
        ]),
      ),
    )
    .$if(after !== null, (all) => all.where(sql<SqlBool>`rule.id < ${after?.[0]}`))
    .orderBy('rule.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(toHeld) };
}

export async function findHeld(
  db: Kysely<Database>,
  table: RuleTable,
  id: string,
): Promise<HeldRule | null> {
  const row = await held(db, table).where('rule.id', '=', id).executeTakeFirst();
  return row ? toHeld(row) : null;
}

function held(db: Kysely<Database>, table: RuleTable) {
  return db
    .selectFrom((eb) => eb.selectFrom(table).select(['id', 'area_id', 'endpoint_id']).as('rule'))
    .leftJoin('endpoint', 'endpoint.id', 'rule.endpoint_id')
    .select(['rule.id', 'rule.area_id', 'rule.endpoint_id'])
    .select(['endpoint.area_id as stands_in', 'endpoint.name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof held>['executeTakeFirstOrThrow']>>;

function toHeld({ id, area_id, endpoint_id, stands_in, name }: Row): HeldRule {
  return { id, areaId: area_id ?? stands_in ?? '', endpointId: endpoint_id, endpointName: name };
}
