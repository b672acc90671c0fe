import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { AsRunRow, AsRunTallyAnswer } from '../../contract/http/occurrences.ts';
import { addToTally, countsOf, newTally } from '../../core/report/as-run-tally.ts';
import { occasionsOf, type Occasion } from '../../core/report/occasions.ts';
import { outcomeOf, type Outcome } from '../../core/verdict/outcome.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import {
  judge,
  plannedEntries,
  type Filter,
  type PlannedEntry,
  type PlannedRow,
} from './as-run.ts';

type Db = Kysely<Database>;

/** The last one seen. */
const place = z.tuple([z.int(), z.string(), z.string()]);
type Place = z.output<typeof place>;
/** Of hundreds of thousands, so many are in hand at once. */
const judgedAtOnce = 10_000;

/** A page of what was planned and what became of it, in order of time. @throws AppError `cursor_invalid` */
export async function asRunPage(
  db: Db,
  { limit, cursor, outcome, ...filter }: Filter & PageQuery & { outcome?: Outcome | undefined },
  now: number,
): Promise<Page<AsRunRow>> {
  const after = readCursor(cursor, place);
  const all = await plannedEntries(db, filter);
  const ahead = after === null ? all : all.filter((one) => isBehind(placeOf(one), after));
  const found: PlannedRow[] = [];
  const step = outcome === undefined ? limit + 1 : judgedAtOnce;
  for (let from = 0; from < ahead.length && found.length <= limit; from += step) {
    const rows = await judge(db, ahead.slice(from, from + step), now);
    found.push(...rows.filter(({ row }) => outcome === undefined || outcomeOf(row) === outcome));
  }
  const { items, next } = toPage(found, limit, placeOf);
  return { items: items.map(({ row }) => row), next };
}

/** How much became what, of all that was planned. */
export async function asRunTally(db: Db, filter: Filter, now: number): Promise<AsRunTallyAnswer> {
  const tally = newTally();
  await eachRow(db, filter, { now, take: (row) => addToTally(tally, row) });
  const { dueMs, heardMs, unheardMs } = tally;
  return { counts: countsOf(tally), dueMs, heardMs, unheardMs };
}

/** When a broadcast was on the air. */
export async function airedOccasions(db: Db, filter: Filter, now: number): Promise<Occasion[]> {
  const rows: Pick<AsRunRow, 'occurrence' | 'dueAt' | 'endpointId' | 'heardMs' | 'verdict'>[] = [];
  await eachRow(db, filter, {
    now,
    take: ({ occurrence, dueAt, endpointId, heardMs, verdict }) =>
      rows.push({ occurrence, dueAt, endpointId, heardMs, verdict }),
  });
  return occasionsOf(rows, now);
}

/** Goes through all that was planned, some at a time; in between, whoever else asks has their turn. */
async function eachRow(
  db: Db,
  filter: Filter,
  { now, take }: { now: number; take: (row: AsRunRow) => void },
): Promise<void> {
  const all = await plannedEntries(db, filter);
  for (let from = 0; from < all.length; from += judgedAtOnce) {
    for (const { row } of await judge(db, all.slice(from, from + judgedAtOnce), now)) take(row);
    await setImmediate();
  }
}

function placeOf({ day, entry }: PlannedEntry): Place {
  return [entry.startsAt, day.endpointId, entry.key];
}

function isBehind(one: Place, other: Place): boolean {
  if (one[0] !== other[0]) return one[0] > other[0];
  if (one[1] !== other[1]) return one[1] > other[1];
  return one[2] > other[2];
}
