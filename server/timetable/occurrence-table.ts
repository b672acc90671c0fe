import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { OccurrenceRow } from '../../contract/http/occurrences.ts';
import { addDays } from '../../core/time/zoned.ts';
import { comparePlaces, placeOf, tableRows } from '../../core/timetable/table-rows.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { listOccurrences, type OccurrencesFilter } from './list-occurrences.ts';

const rowPlace = z.tuple([z.string(), z.number(), z.string()]);

export interface TableQuery extends PageQuery {
  filter: OccurrencesFilter;
  /** Without it, also what belongs to no programme. */
  programmeId?: string | undefined;
}

/** A row for each broadcast of a day; only the days that a page reaches into are read. */
export async function occurrenceTable(
  db: Kysely<Database>,
  { filter, programmeId, limit, cursor }: TableQuery,
): Promise<Page<OccurrenceRow>> {
  const first: z.output<typeof rowPlace> = [filter.from, -Infinity, ''];
  const [day, ...seen] = readCursor(cursor, rowPlace) ?? first;
  const found: OccurrenceRow[] = [];
  for (
    let date = filter.from;
    date <= filter.to && found.length <= limit;
    date = addDays(date, 1)
  ) {
    if (date < day) continue;
    const { items } = await listOccurrences(db, { ...filter, from: date, to: date });
    const rows = tableRows(
      items.filter((one) => programmeId === undefined || one.programmeId === programmeId),
    );
    found.push(...rows.filter((row) => date > day || comparePlaces(placeOf(row), seen) > 0));
  }
  return toPage(found, limit, (row) => [row.date, ...placeOf(row)]);
}
