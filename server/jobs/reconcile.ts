import type { Kysely } from 'kysely';
import { laneOf, manyQueue } from '../../contract/carriage.ts';
import { outcomeQueue, type JobKind } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Database } from '../store/schema.ts';
import { isJobKind } from './dispatcher.ts';
import type { ServerQueue } from './queue.ts';

export interface ReconcileDeps {
  db: Kysely<Database>;
  queue: ServerQueue;
  isReady: () => boolean;
  onQueued: (workId: string, subject: string) => void;
  /** Closes work that no worker survives. */
  giveUp: (row: { workId: string; kind: JobKind; generation: number }) => Promise<unknown>;
  clock: Clock;
  log: Logger;
}

interface Row {
  id: string;
  kind: string;
  subject: string;
  generation: number;
  losses: number;
  priority: number;
  carrier: string | null;
}

const batch = 100;
/** A wiped Redis costs one; what is lost so often kills its workers, or none can read it. */
const mostLosses = 20;

/**
 * Finds work that the table calls queued and Redis no longer holds, and makes it due again under the next
 * generation. Gives the number of such rows; nothing is concluded from a Redis that does not answer.
 * @throws AppError `time_limit`
 */
export async function reconcile(deps: ReconcileDeps): Promise<number> {
  let lost = 0;
  let after = '';
  while (deps.isReady()) {
    const rows = await deps.db
      .selectFrom('work')
      .select(['id', 'kind', 'subject', 'generation', 'losses', 'priority', 'carrier'])
      .where('state', '=', 'queued')
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute();
    for (const row of rows) deps.onQueued(row.id, row.subject);
    const hold = holding(deps.queue);
    const held = await Promise.all(rows.map((row) => hold(row)));
    const missing = rows.filter((_, index) => !held[index]);
    const hopeless = missing.filter(({ losses }) => losses >= mostLosses);
    for (const { id, kind, generation } of hopeless)
      if (isJobKind(kind)) await deps.giveUp({ workId: id, kind, generation });
    const again = missing.filter((row) => !hopeless.includes(row));
    if (again.length > 0) lost += await raise(deps, again);
    const last = rows.at(-1);
    if (!last || rows.length < batch) break;
    after = last.id;
  }
  if (lost > 0) deps.log.warn({ lost }, 'work that the queue lost is due again');
  return lost;
}

/**
 * Says whether the queue holds work. A worker adds the outcome before its job leaves the queue, and what leaves a
 * batch before the batch does, so this order sees one or the other; an outcome applied meanwhile has closed the
 * row.
 */
function holding(queue: ServerQueue): (row: Row) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  // Many rows share one.
  const isThere = (kind: Parameters<ServerQueue['find']>[0]['kind'], carrier: string) => {
    const key = `${kind} ${carrier}`;
    const name = { kind, workId: carrier, generation: 1 };
    const found = known.get(key) ?? queue.find(name).then((job) => job !== undefined);
    known.set(key, found);
    return found;
  };
  return async ({ id, kind, generation, priority, carrier }) => {
    if (carrier !== null && (await isThere(laneOf(priority), carrier))) return true;
    if (isJobKind(kind) && (await queue.find({ kind, workId: id, generation }))) return true;
    if (await queue.find({ kind: outcomeQueue, workId: id, generation })) return true;
    return carrier !== null && (await isThere(manyQueue, carrier));
  };
}

async function raise({ db, clock }: ReconcileDeps, rows: readonly Row[]): Promise<number> {
  return db.transaction().execute(async (trx) => {
    let raised = 0;
    for (const { id, generation, losses } of rows) {
      const { numUpdatedRows } = await trx
        .updateTable('work')
        .set({
          state: 'due',
          generation: generation + 1,
          losses: losses + 1,
          carrier: null,
          updated_at: clock.now(),
        })
        .where('id', '=', id)
        .where('generation', '=', generation)
        .where('state', '=', 'queued')
        .executeTakeFirst();
      raised += Number(numUpdatedRows);
    }
    return raised;
  });
}
