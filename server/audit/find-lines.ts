import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { auditGroups, type AuditGroup } from '../../core/audit/actions.ts';
import { addDays, startOfDay, type LocalDate } from '../../core/time/zoned.ts';
import { idFloor } from '../../runtime/id.ts';
import { areasBeneath, areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { containsWords } from '../store/search.ts';
import { idLength, idsCalled } from './subject-names.ts';

/** Which lines are asked for: all of these hold. */
export interface AuditFilter {
  person?: string | undefined;
  group?: AuditGroup | undefined;
  areaId?: string | undefined;
  from?: LocalDate | undefined;
  to?: LocalDate | undefined;
  q?: string | undefined;
}

export interface AuditQuery extends AuditFilter {
  principal: Principal;
  /** In which the days are meant. */
  zone: string;
}

type Column = 'subject' | 'user_id' | 'area_id' | 'action';
/** Lines with one of these values; together with the id there is an index of each column. */
interface Keys {
  column: Column;
  values: readonly string[];
}

/** What holds of every line; the first keys lead to them, `null`: every line may be one. */
export interface AuditPlan {
  keys: readonly Keys[];
  fromId: string | null;
  beforeId: string | null;
}

/** Looks up names and areas. */
export async function planAudit(db: Kysely<Database>, query: AuditQuery): Promise<AuditPlan> {
  const { person, group, from, to, q, zone } = query;
  const areaIds = await areasOf(db, query);
  const keys: (Keys | null)[] = [
    isAsked(q) ? { column: 'subject', values: await idsCalled(db, q) } : null,
    isAsked(person) ? { column: 'user_id', values: await peopleCalled(db, person) } : null,
    areaIds && { column: 'area_id', values: areaIds },
    group ? { column: 'action', values: auditGroups[group] } : null,
  ];
  return {
    keys: await fewestFirst(
      db,
      keys.filter((one) => one !== null),
    ),
    fromId: from === undefined ? null : idFloor(startOfDay(from, zone)),
    beforeId: to === undefined ? null : idFloor(startOfDay(addDays(to, 1), zone)),
  };
}

const mostCounted = 200_000;

/** Whatever leads to the fewest lines leads; the others are looked up in those. */
async function fewestFirst(db: Kysely<Database>, keys: readonly Keys[]): Promise<Keys[]> {
  if (keys.length < 2) return [...keys];
  const counted = await Promise.all(
    keys.map(async (one) => {
      const { rows } = await sql<{ lines: number }>`select count(*) as lines from (
        select 1 from json_each(${JSON.stringify(one.values)}) as key
        cross join audit as line on ${keyOf('line', one.column)} = key.value
        limit ${mostCounted})`.execute(db);
      return { one, lines: rows[0]?.lines ?? 0 };
    }),
  );
  return counted.sort((a, b) => a.lines - b.lines).map(({ one }) => one);
}

function isAsked(words: string | undefined): words is string {
  return words !== undefined && words !== '';
}

async function peopleCalled(db: Kysely<Database>, words: string): Promise<string[]> {
  const rows = await db
    .selectFrom('user')
    .select('id')
    .where(containsWords('name_folded', words))
    .execute();
  return rows.map(({ id }) => id);
}

/** Stands for the area of lines that belong to none; who may read at a root sees those. */
const nowhere = '';

/** `null`: all lines. */
async function areasOf(
  db: Kysely<Database>,
  { principal, areaId }: AuditQuery,
): Promise<string[] | null> {
  const scope = areaScope(principal, 'audit.read');
  const roots = await db
    .selectFrom('area')
    .select(['id', sql<number>`id in ${scope}`.as('mayRead')])
    .where('parent_id', 'is', null)
    .execute();
  if (areaId === undefined && roots.every(({ mayRead }) => mayRead === 1)) return null;
  const beneath = areaId === undefined ? sql`1 = 1` : sql`id in ${areasBeneath([areaId])}`;
  const rows = await db
    .selectFrom('area')
    .select('id')
    .where(sql<SqlBool>`id in ${scope} and ${beneath}`)
    .execute();
  const seesAll = areaId === undefined && roots.some(({ mayRead }) => mayRead === 1);
  return [...rows.map(({ id }) => id), ...(seesAll ? [nowhere] : [])];
}

/**
 * Statement of the ids of the newest lines of a plan, newest first. From each value of the leading keys so many
 * lines are taken as a page has, by the index, and the newest of those of all values are the page: what it costs
 * goes with the values, and not with the lines that there are.
 */
export function newestIds(
  { keys, fromId, beforeId }: AuditPlan,
  { after, count }: { after: string | null; count: number },
): RawBuilder<{ id: string }> {
  const [lead, ...others] = keys;
  const holds = (name: string) => {
    const id = sql.ref(`${name}.id`);
    const conditions = [
      sql`1 = 1`,
      ...(fromId === null ? [] : [sql`${id} >= ${fromId}`]),
      ...(beforeId === null ? [] : [sql`${id} < ${beforeId}`]),
      ...(after === null ? [] : [sql`${id} < ${after}`]),
      ...others.map(({ column, values }) => sql`${keyOf(name, column)} in ${among(values)}`),
    ];
    return sql.join(conditions, sql` and `);
  };
  if (!lead)
    return sql`select line.id from audit as line where ${holds('line')}
      order by line.id desc limit ${count}`;
  return sql`select line.id from json_each(${JSON.stringify(lead.values)}) as key
    cross join audit as line on ${keyOf('line', lead.column)} = key.value
    where line.id >= coalesce((select probe.id from audit as probe
        where ${keyOf('probe', lead.column)} = key.value and ${holds('probe')}
        order by probe.id desc limit 1 offset ${count - 1}), '')
      and ${holds('line')}
    order by line.id desc limit ${count}`;
}

function keyOf(name: string, column: Column): RawBuilder<string> {
  const value = sql.ref<string>(`${name}.${column}`);
  if (column === 'subject') return sql<string>`substr(${value}, 1, ${sql.lit(idLength)})`;
  return column === 'area_id' ? sql<string>`coalesce(${value}, ${sql.lit(nowhere)})` : value;
}
