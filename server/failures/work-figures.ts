import { sql, type Kysely } from 'kysely';
import type { WorkFigure } from '../../contract/http/work.ts';
import { jobKinds } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Principal } from '../http/principal.ts';
import type { Jobs } from '../jobs/service.ts';
import type { Database } from '../store/schema.ts';
import { countFailures } from './list-failures.ts';

interface Row {
  kind: string;
  /** Due by now, whether in the queue or not. */
  due: number;
  later: number;
  oldest: number | null;
}

/** How it stands with each kind of work. */
export async function workFigures(
  { db, jobs, clock }: { db: Kysely<Database>; jobs: Pick<Jobs, 'atWork'>; clock: Clock },
  principal: Principal,
): Promise<WorkFigure[]> {
  const now = clock.now();
  const { rows } = await sql<Row>`
    select kind, sum(state = 'queued' or due <= ${now}) as due,
      sum(state = 'due' and due > ${now}) as later,
      min(case when state = 'queued' or due <= ${now} then due end) as oldest
    from work where state in ('due', 'queued') group by kind`.execute(db);
  const atWork = await jobs.atWork();
  const failed = await countFailures(db, principal);
  return jobKinds.map((kind) => {
    const row = rows.find((one) => one.kind === kind);
    const hands = atWork.get(kind);
    // Of pushes the queue counts jobs, each of which carries many.
    const running = hands ? Math.min(hands.running, row?.due ?? 0) : null;
    const waiting = Math.max(0, (row?.due ?? 0) - (running ?? 0));
    return {
      ...{ kind, waiting, running, later: row?.later ?? 0, failed: failed.get(kind) ?? 0 },
      oldestDueAt: waiting > 0 ? (row?.oldest ?? null) : null,
      workers: hands?.workers ?? null,
    };
  });
}
