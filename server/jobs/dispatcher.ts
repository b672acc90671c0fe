import type { Kysely } from 'kysely';
import { type JobKind, jobs, priorities } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import type { Logger } from '../../runtime/log.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { nameCarriers, planCarriages, type Parcel } from './carry.ts';
import { readPayload } from './outcomes.ts';
import type { ServerQueue } from './queue.ts';
import { idsStill } from './work.ts';

export interface Dispatcher {
  /** Queues what is due, soon; call it after each commit that wrote work. Never fails. */
  kick(): void;
  /** Resolves when nothing that was due at the call is left but upkeep, or Redis is away. */
  settle(): Promise<void>;
}

export interface DispatcherDeps {
  db: Kysely<Database>;
  queue: ServerQueue;
  /** Whether Redis can be spoken to now: commands to an absent one would pile up in memory. */
  isReady: () => boolean;
  /** Hears which row of work serves which subject. */
  onQueued: (workId: string, subject: string) => void;
  /** Closes work that cannot be read, and tells its subject. */
  giveUp: (row: { workId: string; kind: JobKind; generation: number }) => Promise<unknown>;
  clock: Clock;
  log: Logger;
}

interface Row {
  id: string;
  kind: string;
  subject: string;
  generation: number;
  payload: string;
  priority: number;
  carrier: string | null;
}

const batch = 200;
/** A new profile for the whole library waits in the table, where it can still become urgent. */
const mostInBackground = 200;

/**
 * Moves work from the table into the queue. A crash between the two adds the same job again, which its
 * name makes harmless.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await dispatchDue(deps);
      // Set by a kick that came meanwhile.
    } while (again as boolean);
  };
  const settle = () => {
    again = true;
    running ??= run()
      .catch((err: unknown) => deps.log.warn({ err }, 'work is not queued yet'))
      .finally(() => {
        running = null;
      });
    return running;
  };
  return { settle, kick: () => void settle() };
}

async function dispatchDue(deps: DispatcherDeps): Promise<void> {
  while (await dispatchSome(deps, { from: 0, to: priorities.background - 1, most: batch }));
  const held = await countQueued(deps, priorities.background);
  const most = mostInBackground - held;
  if (most > 0)
    await dispatchSome(deps, { from: priorities.background, to: Number.MAX_SAFE_INTEGER, most });
}

/** Queues what is due of these priorities, the most urgent first; says whether there was any. */
async function dispatchSome(
  deps: DispatcherDeps,
  { from, to, most }: { from: number; to: number; most: number },
): Promise<boolean> {
  const { db, queue, clock } = deps;
  if (!deps.isReady()) return false;
  const rows = await db
    .selectFrom('work')
    .select(['id', 'kind', 'subject', 'generation', 'payload', 'priority', 'carrier'])
    .where('state', '=', 'due')
    .where('priority', '>=', from)
    .where('priority', '<=', to)
    .where('due', '<=', clock.now())
    .orderBy('priority')
    .orderBy('due')
    .limit(most)
    .execute();
  if (rows.length === 0) return false;
  const parcels = rows.flatMap((row) => toParcel(row) ?? []);
  const requests = rows.flatMap((row) => (row.kind === 'push' ? [] : (toRequest(row) ?? [])));
  const names = new Set([...parcels, ...requests].map(({ workId }) => workId));
  const good = rows.filter(({ id }) => names.has(id));
  for (const row of good) deps.onQueued(row.id, row.subject);
  if (requests.length > 0) await queue.addMany(requests);
  if (parcels.length > 0) await queueCarried(deps, parcels);
  await markQueued(deps, good);
  const bad = rows.filter(({ id }) => !names.has(id));
  const closed = await refuseAll(deps, bad);
  return good.length + closed > 0;
}

async function countQueued({ db }: DispatcherDeps, priority: number): Promise<number> {
  const { count } = await db
    .selectFrom('work')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'queued')
    .where('priority', '>=', priority)
    .executeTakeFirstOrThrow();
  return count;
}

async function queueCarried(
  { db, queue, clock }: DispatcherDeps,
  parcels: readonly Parcel[],
): Promise<void> {
  const carriages = planCarriages(parcels, () => newId(clock));
  await nameCarriers(db, carriages);
  const requests = carriages.map(({ carrier, lane, priority, items }) => ({
    ...{ kind: lane, workId: carrier, generation: 1, priority, payload: { items } },
  }));
  await queue.addMany(requests);
}

/** `null` for what is no push, or one that this version cannot read. */
function toParcel({ id, kind, generation, payload, priority, carrier }: Row): Parcel | null {
  const parsed = kind === 'push' ? readPayload('push', payload) : null;
  return parsed && { workId: id, generation, priority, carrier, payload: parsed };
}

/** `null` for what this version cannot read. */
function toRequest({ id, kind, generation, payload, priority }: Row) {
  if (!isJobKind(kind)) return null;
  const parsed = readPayload(kind, payload);
  return parsed && { kind, workId: id, generation, priority, payload: parsed };
}

/** Gives how many it could close; one that it cannot holds up none of the others. */
async function refuseAll(deps: DispatcherDeps, rows: readonly Row[]): Promise<number> {
  let closed = 0;
  for (const row of rows) {
    try {
      await refuse(deps, row);
      closed += 1;
    } catch (err) {
      deps.log.warn({ err, workId: row.id }, 'work that cannot be read is still there');
    }
  }
  return closed;
}

/** Closes a row that would else be read anew for ever. */
async function refuse(deps: DispatcherDeps, { id, kind, generation }: Row): Promise<void> {
  deps.log.warn({ workId: id, kind }, 'work that cannot be read is given up');
  if (isJobKind(kind)) {
    await deps.giveUp({ workId: id, kind, generation });
    return;
  }
  await deps.db
    .updateTable('work')
    .set({ state: 'failed', updated_at: deps.clock.now() })
    .where('id', '=', id)
    .where('generation', '=', generation)
    .execute();
}

async function markQueued({ db, clock }: DispatcherDeps, rows: readonly Row[]): Promise<void> {
  const names = rows.map(({ id, generation }) => ({ workId: id, generation }));
  await db.transaction().execute(async (trx) => {
    const ids = await idsStill(trx, names, ['due']);
    await trx
      .updateTable('work')
      .set({ state: 'queued', updated_at: clock.now() })
      .where('id', 'in', among(ids))
      .execute();
  });
}

/** Whether a row's kind is one that this version knows. */
export function isJobKind(kind: string): kind is JobKind {
  return kind in jobs;
}
