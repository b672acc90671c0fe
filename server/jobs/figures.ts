import { sql, type Kysely } from 'kysely';
import { laneNames } from '../../contract/carriage.ts';
import { jobKinds, type JobKind } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import type { ServerQueue } from './queue.ts';
import type { Tally } from './tally.ts';

/** How it stands with work, for /metrics. */
export interface JobFigures {
  /** `due`: in the table alone; `queued`: in Redis too, `running` among them. */
  depths: { kind: string; state: string; count: number }[];
  /** Since when the oldest is due, in ms. */
  ages: { kind: string; ms: number }[];
  done: { kind: string; count: number }[];
  failed: { kind: string; code: string; count: number }[];
}

export interface FiguresDeps {
  db: Kysely<Database>;
  queue: ServerQueue;
  isReady: () => boolean;
  tally: Tally;
  clock: Clock;
}

/** Two queries that an index answers, and one call to Redis for each kind while it is there. */
export async function readFigures(deps: FiguresDeps): Promise<JobFigures> {
  const { db, tally, clock } = deps;
  const now = clock.now();
  const { rows } = await sql<{ kind: string; state: string; count: number; oldest: number }>`
    select kind, state, count(*) as count, min(due) as oldest from work
    where state in ('due', 'queued') group by kind, state`.execute(db);
  const countOf = (kind: string, state: string) =>
    rows.find((row) => row.kind === kind && row.state === state)?.count ?? 0;
  const running = await countRunning(deps);
  return {
    depths: jobKinds.flatMap((kind) => [
      { kind, state: 'due', count: countOf(kind, 'due') },
      { kind, state: 'queued', count: countOf(kind, 'queued') },
      ...running.filter((row) => row.kind === kind),
    ]),
    ages: jobKinds.map((kind) => {
      const dues = rows.filter((row) => row.kind === kind).map((row) => row.oldest);
      return { kind, ms: Math.max(0, now - Math.min(now, ...dues)) };
    }),
    ...tally.show(),
  };
}

/** Who works on what now. */
export interface Hands {
  /** Jobs that workers have in hand; each may carry many pushes. */
  running: number;
  /** Processes that take such jobs. */
  workers: number;
}

/** By kind; empty where Redis does not say. */
export async function readHands(
  deps: Pick<FiguresDeps, 'queue' | 'isReady'>,
): Promise<ReadonlyMap<JobKind, Hands>> {
  const { queue, isReady } = deps;
  if (!isReady()) return new Map();
  const read = async (kind: JobKind) => {
    const [running, workers] = await Promise.all([
      runningOf(queue, kind),
      queue.countConsumers(kind),
    ]);
    return [kind, { running, workers }] as const;
  };
  return await Promise.all(jobKinds.map(read)).then(
    (all) => new Map(all),
    () => new Map(),
  );
}

async function runningOf(queue: ServerQueue, kind: JobKind): Promise<number> {
  const names = kind === 'push' ? [kind, ...laneNames] : [kind];
  const counts = await Promise.all(names.map((name) => queue.countRunning(name)));
  return counts.reduce((sum, one) => sum + one, 0);
}

async function countRunning({ queue, isReady }: FiguresDeps) {
  if (!isReady()) return [];
  const count = async (kind: JobKind) => ({
    kind,
    state: 'running',
    count: await runningOf(queue, kind),
  });
  // What Redis does not say now is left out; the rest is worth knowing all the more.
  return await Promise.all(jobKinds.map(count)).catch(() => []);
}
