import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

/** A column that refers to a row of another table. */
interface Edge {
  table: string;
  column: string;
  parent: string;
  target: string;
}

/** Where these refer to something, they are a part of it and go away with it. */
const belonging = new Set([
  ...['area_id', 'owner_area_id', 'station_id', 'endpoint_id', 'recording_id', 'version_id'],
  ...['broadcast_id', 'outage_id', 'window_id', 'user_id', 'absent_id', 'closing_id'],
]);

function isBelonging({ table, column }: Edge): boolean {
  return belonging.has(column) || (table === 'area' && column === 'parent_id');
}

/** All rows that lie in some areas or are of some people, whichever tables there are. */
export interface Enclosed {
  /** Of tables that others refer to: which of their rows. */
  ids: ReadonlyMap<string, ReadonlySet<string>>;
  /** Which rows of a table; `null`: none. */
  rowsOf: (table: string) => RawBuilder<SqlBool> | null;
  tables: readonly string[];
  /** Rows outside that refer to one inside. */
  leaning: readonly { table: string; condition: RawBuilder<SqlBool> }[];
}

/** Follows what belongs to what, by the references that the schema itself declares. */
export async function findEnclosed(
  db: Db,
  given: { areaIds: readonly string[]; userIds: readonly string[] },
): Promise<Enclosed> {
  const edges = await readEdges(db);
  const inside = edges.filter(isBelonging);
  const parents = new Set(edges.map(({ parent }) => parent));
  const ids = new Map<string, Set<string>>([
    ['area', new Set(given.areaIds)],
    ['user', new Set(given.userIds)],
  ]);
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const edge of inside) {
      const known = ids.get(edge.parent);
      if (!known || known.size === 0 || !parents.has(edge.table)) continue;
      const found = await keysOf(db, edge, [...known]);
      const own = ids.get(edge.table) ?? new Set<string>();
      const before = own.size;
      for (const id of found) own.add(id);
      ids.set(edge.table, own);
      if (own.size > before) isGrowing = true;
    }
  }
  const rowsOf = (table: string) => conditionOf(table, inside, ids);
  return {
    ...{ ids, rowsOf },
    tables: [...new Set(edges.flatMap(({ table, parent }) => [table, parent]))].sort(),
    leaning: leaningRows(edges, { ids, rowsOf }),
  };
}

async function readEdges(db: Db): Promise<Edge[]> {
  const { rows } = await sql<Edge>`
    select m.name as "table", f."from" as "column", f."table" as parent, f."to" as target
    from sqlite_master m join pragma_foreign_key_list(m.name) f
    where m.type = 'table'`.execute(db);
  return rows;
}

/** None of a table whose rows have no id: nothing can refer to them. */
async function keysOf(db: Db, { table, column }: Edge, known: string[]): Promise<string[]> {
  const { rows: columns } = await sql<{ name: string }>`
    select name from pragma_table_info(${table}) where name = 'id'`.execute(db);
  if (columns.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where ${sql.ref(column)} in ${among(known)}`.execute(db);
  return rows.map(({ id }) => id);
}

function conditionOf(
  table: string,
  inside: readonly Edge[],
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): RawBuilder<SqlBool> | null {
  const own = ids.get(table);
  const some = (known: ReadonlySet<string> | undefined) => known !== undefined && known.size > 0;
  const conditions = [
    ...(own && some(own) ? [sql<SqlBool>`id in ${among([...own])}`] : []),
    ...inside
      .filter((edge) => edge.table === table && some(ids.get(edge.parent)))
      .map(
        ({ column, parent }) =>
          sql<SqlBool>`coalesce(${sql.ref(column)} in ${among([...(ids.get(parent) ?? [])])}, 0)`,
      ),
  ];
  return conditions.length === 0 ? null : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}

/** Of each reference from outside to inside, which rows make it. */
function leaningRows(
  edges: readonly Edge[],
  { ids, rowsOf }: Pick<Enclosed, 'ids' | 'rowsOf'>,
): { table: string; condition: RawBuilder<SqlBool> }[] {
  return edges.flatMap((edge) => {
    const known = ids.get(edge.parent);
    if (isBelonging(edge) || !known || known.size === 0) return [];
    const refers = sql`${sql.ref(edge.column)} in ${among([...known])}`;
    const condition = sql<SqlBool>`(${refers} and not ${rowsOf(edge.table) ?? sql`0`})`;
    return [{ table: edge.table, condition }];
  });
}
