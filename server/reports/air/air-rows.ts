import { sql } from 'kysely';
import { z } from 'zod';
import type { AirRow } from '../../../contract/http/air-report.ts';
import type { AirGroup } from '../../../core/report/air-group.ts';
import { heardOf, isCountedIn, sumsBehind, type AirFigure } from '../../../core/report/air-sums.ts';
import { cellName, type AirCell } from '../../../core/report/settle.ts';
import { groupRows } from '../../../core/list/group-rows.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../../store/keyset.ts';
import { conditionsOf, sumsOf, withReferred, type AirQuery } from './cells.ts';
import { groupingOf } from './groups.ts';
import { settledRows, type SettledRow } from './settled-rows.ts';
import { sumColumn } from './sum-column.ts';

export interface AirRowsQuery extends AirQuery, PageQuery {
  by: AirGroup;
  /** The line; every line when left out. */
  key?: string | null | undefined;
  figure?: AirFigure | undefined;
  now: number;
}

/** A page goes on behind so many rows of a station's day. */
const place = z.tuple([z.string(), z.string(), z.int()]);

type Cell = AirCell & { date: string; stationId: string };

/** The entries that a line counts, in order of days, stations and time. */
export async function airRows(query: AirRowsQuery): Promise<Page<AirRow>> {
  const { db, limit, now, tree } = query;
  const [date, station, seen] = readCursor(query.cursor, place) ?? ['', '', 0];
  const days = groupRows(await cellsOf(query, date), (cell) => `${cell.date} ${cell.stationId}`);
  const found: { row: AirRow; place: [string, string, number] }[] = [];
  for (const [name, cells] of days) {
    const [onDate = '', stationId = ''] = name.split(' ');
    if (onDate === date && stationId < station) continue;
    const wanted = new Set(cells.map(cellName));
    const rows = await settledRows(db, { tree, now }, { date: onDate, stationIds: [stationId] });
    const ofLine = rows.filter((one) => isWanted(one, wanted, query));
    const skipped = onDate === date && stationId === station ? seen : 0;
    for (const [index, one] of ofLine.entries())
      if (index >= skipped)
        found.push({ row: toAnswer(one), place: [onDate, stationId, index + 1] });
    if (found.length > limit) break;
  }
  const { items, next } = toPage(found, limit, (one) => one.place);
  return { items: items.map(({ row }) => row), next };
}

async function cellsOf(query: AirRowsQuery, from: string): Promise<Cell[]> {
  const { db, by, key, figure } = query;
  const { own, filed } = await conditionsOf(query);
  const grouping = await groupingOf(by, query);
  const where = sql.join(
    [
      ...own,
      ...filed,
      ...(key === undefined ? [] : [grouping.isOf(key)]),
      ...(figure === undefined ? [] : [isBehind(figure)]),
      sql`air_sum.date >= ${from}`,
    ],
    sql` and `,
  );
  const { rows } = await sql<Cell>`
    select air_sum.date, air_sum.station_id as "stationId", air_sum.area_id as "areaId",
      air_sum.broadcast_id as "broadcastId", item, air_sum.class, origin
    from ${withReferred(sumsOf(query))} where ${where} order by 1, 2`.execute(db);
  return rows;
}

function isBehind(figure: AirFigure) {
  const some = sumsBehind(figure).map((name) => sql`${sql.ref(`air_sum.${sumColumn(name)}`)} > 0`);
  return sql`(${sql.join(some, sql` or `)})`;
}

function isWanted(
  { settled }: SettledRow,
  wanted: ReadonlySet<string>,
  { isFine, figure }: AirRowsQuery,
): boolean {
  const cell = isFine ? settled : { ...settled, areaId: settled.stationAreaId };
  if (settled.verdict === 'due' || !wanted.has(cellName(cell))) return false;
  return figure === undefined || isCountedIn(figure, settled);
}

function toAnswer({ row, settled }: SettledRow): AirRow {
  const { listened: _listened, ...rest } = row;
  return {
    ...rest,
    areaId: settled.areaId,
    class: settled.class,
    origin: settled.origin,
    countedMs: heardOf(row),
  };
}
