import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { WaitingRecording } from '../../contract/http/approvals.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { toAnswers } from './answer.ts';
import type { RecordingsDeps } from './deps.ts';
import { decidableBy } from './list.ts';
import { nextStarts } from './next-starts.ts';

type Db = Kysely<Database>;

/** One that waits, with its place in the library. */
interface Due {
  id: string;
  place: number;
  decideBy: number | null;
}

/** What is in no hurry stands after everything that is. */
const never = Number.MAX_SAFE_INTEGER;
const dueKey = z.tuple([z.number(), z.number()]);
const keyOf = ({ decideBy, place }: Due) => [decideBy ?? never, place] as const;

/**
 * What waits for a person's decision: what must be decided first first, then the oldest. All of it is looked
 * through for every page: what waits is little beside the library.
 */
export async function listWaiting(
  deps: RecordingsDeps,
  principal: Principal,
  { limit, cursor }: PageQuery,
): Promise<Page<WaitingRecording> & { total: number }> {
  const after = readCursor(cursor, dueKey);
  const all = await readDue(deps, principal);
  const rest = after === null ? all : all.filter((one) => isBefore(after, keyOf(one)));
  const page = toPage(rest, limit, keyOf);
  const answers = await readAnswers(deps, principal, page.items);
  const items = page.items.flatMap(({ id, decideBy }) => {
    const recording = answers.get(id);
    return recording ? [{ recording, decideBy }] : [];
  });
  return { items, next: page.next, total: all.length };
}

async function readDue(
  { db, clock, freezeMs }: RecordingsDeps,
  principal: Principal,
): Promise<Due[]> {
  const rows = await readDecidable(db, principal);
  const ids = rows.map(({ id }) => id);
  // What stands fast already cannot be met any more: the next time counts.
  const starts = await nextStarts(db, ids, clock.now() + freezeMs);
  return rows
    .map(({ id, search_id: place }): Due => {
      const startsAt = starts.get(id);
      return {
        id,
        place: place ?? 0,
        decideBy: startsAt === undefined ? null : startsAt - freezeMs,
      };
    })
    .sort((a, b) => (isBefore(keyOf(a), keyOf(b)) ? -1 : 1));
}

async function readDecidable(db: Db, principal: Principal) {
  const conditions = [
    ...decidableBy(principal),
    sql`archived_at is null`,
    sql`+recording.capture_id is null`,
  ];
  const { rows } = await sql<{ id: string; search_id: number | null }>`
    select id, search_id from recording where ${sql.join(conditions, sql` and `)}`.execute(db);
  return rows;
}

async function readAnswers(deps: RecordingsDeps, principal: Principal, due: readonly Due[]) {
  if (due.length === 0) return new Map<string, never>();
  const rows = await deps.db
    .selectFrom('recording')
    .selectAll()
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .execute();
  const answers = await toAnswers(deps, principal, rows);
  return new Map(answers.map((answer) => [answer.id, answer]));
}

function isBefore(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
