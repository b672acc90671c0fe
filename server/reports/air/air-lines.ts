import { sql } from 'kysely';
import type { AirLine, AirSumsAnswer } from '../../../contract/http/air-report.ts';
import { isPeriod, type AirGroup } from '../../../core/report/air-group.ts';
import { addSums, airSumNames, noSums, type AirSums } from '../../../core/report/air-sums.ts';
import {
  allSums,
  conditionsOf,
  dimensions,
  isFiledUnder,
  sumsOf,
  withReferred,
  type AirQuery,
  type Conditions,
} from './cells.ts';
import { countPending } from './count-pending.ts';
import { groupingOf, type Grouping } from './groups.ts';
import { sumColumn } from './sum-column.ts';

export interface AirReport {
  total: AirSumsAnswer;
  items: AirLine[];
  pending: number;
}

/** Periods in order; everything else by what was asked for, the most first. */
export async function airLines(
  query: AirQuery & { by: AirGroup; now: number },
): Promise<AirReport> {
  const { by } = query;
  const grouping = await groupingOf(by, query);
  const conditions = await conditionsOf(query);
  const lines = new Map<string | null, AirSums>();
  const total = noSums();
  for (const stretch of grouping.stretches)
    for (const { key: raw, sums } of await sumsBy(query, grouping, conditions, stretch)) {
      const key = grouping.keyOf(raw, stretch);
      const line = lines.get(key) ?? noSums();
      addSums(line, sums);
      addSums(total, sums);
      lines.set(key, line);
    }
  const nameOf = await namesOf(query, by, [...lines.keys()]);
  const items = [...lines].map(([key, sums]) => ({ ...sums, key, name: nameOf(key) }));
  items.sort((a, b) =>
    isPeriod(by) ? order(a.key, b.key) : b.requestedMs - a.requestedMs || order(a.key, b.key),
  );
  return { total, items, pending: await countPending(query) };
}

function order(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

type Raw = Record<string, number> & { key: string | null };

async function sumsBy(
  query: AirQuery,
  { dimension, stretches }: Grouping,
  { own, filed }: Conditions,
  { from, to }: { from: string; to: string },
): Promise<{ key: string | null; sums: AirSums }[]> {
  const isFiled = filed.length > 0 || isFiledUnder(dimension);
  const days = stretches.length > 1 ? [sql`air_sum.date between ${from} and ${to}`] : [];
  const where = sql.join([...own, ...days], sql` and `);
  // Rows are many and what they refer to is little: they are summed before that is looked up.
  const own1 = isFiledUnder(dimension) ? sql`'' as raw` : sql`${dimensions[dimension]} as raw`;
  const summed = sql`select ${own1}, broadcast_id, item, ${allSums} from ${sumsOf(query)}
    where ${where} group by 1, 2, 3`;
  const key = isFiledUnder(dimension) ? dimensions[dimension] : sql`air_sum.raw`;
  const { rows } = isFiled
    ? await sql<Raw>`select ${key} as key, ${allSums} from ${withReferred(sql`(${summed}) as air_sum`)}
        where ${sql.join([sql`1 = 1`, ...filed], sql` and `)} group by 1`.execute(query.db)
    : await sql<Raw>`select ${dimensions[dimension]} as key, ${allSums} from ${sumsOf(query)}
        where ${where} group by 1`.execute(query.db);
  return rows.map((row) => ({
    key: row.key,
    sums: Object.fromEntries(
      airSumNames.map((name) => [name, row[sumColumn(name)] ?? 0]),
    ) as AirSums,
  }));
}

const tables = {
  station: 'station',
  programme: 'programme',
  campaign: 'campaign',
  partner: 'partner',
} as const;

/** What lines are called; words of the report itself have no names here. */
async function namesOf(
  { db, tree, filter }: AirQuery,
  by: AirGroup,
  keys: readonly (string | null)[],
): Promise<(key: string | null) => string | null> {
  if (by === 'area') {
    const areas = tree.on(filter.to);
    return (key) => areas.get(key ?? '')?.name ?? null;
  }
  if (by === 'tier') return (key) => key;
  if (!(by in tables)) return () => null;
  const rows = await db
    .selectFrom(tables[by as keyof typeof tables])
    .select(['id', 'name'])
    .where('id', 'in', [...keys, ''])
    .execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (key) => names.get(key ?? '') ?? null;
}
