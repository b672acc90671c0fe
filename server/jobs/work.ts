import { sql, type Transaction } from 'kysely';
import { priorities } from '../../contract/jobs.ts';
import type { JobKind, JobPayload, Priority } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { among } from '../store/among.ts';
import { manyRows } from '../store/many-rows.ts';
import type { Database } from '../store/schema.ts';

/** Work to be done for a row; `subject` is that row's id. */
export interface WorkRequest<K extends JobKind = JobKind> {
  kind: K;
  subject: string;
  payload: JobPayload<K>;
  clock: Clock;
  /** Not before this instant; now when left out. */
  due?: number;
  /** How urgent; `usual` when left out. */
  priority?: Priority;
}

/**
 * Writes down work in the transaction of the row that it serves, so that neither is without the other;
 * `kick` the dispatcher after the commit. Asked again for the same subject, it raises the generation: what
 * runs under the older one is dropped when it comes back. Gives the work's id.
 */
export async function ensureWork<K extends JobKind>(
  trx: Transaction<Database>,
  request: WorkRequest<K>,
): Promise<string> {
  const [id = ''] = await ensureAll(trx, [request]);
  return id;
}

/** As {@link ensureWork} for many subjects, each of which is there once. */
export async function ensureAll(
  trx: Transaction<Database>,
  requests: readonly WorkRequest[],
): Promise<string[]> {
  if (requests.length === 0) return [];
  const { rows } = await sql<{
    id: string;
  }>`insert into work ${manyRows(columns, requests.map(toRow))}
    on conflict (kind, subject) do update set ${sql.join(replaced)}, generation = work.generation + 1
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

const asked = [
  'payload',
  'state',
  'due',
  'priority',
  'losses',
  'carrier',
  'reason',
  'updated_at',
] as const;
const columns = ['id', 'kind', 'subject', 'generation', ...asked] as const;
const replaced = asked.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);

function toRow({ kind, subject, payload, clock, due, priority = 'usual' }: WorkRequest) {
  const now = clock.now();
  return {
    ...{ id: newId(clock), kind, subject, generation: 1 },
    payload: JSON.stringify(payload),
    state: 'due' as const,
    due: due ?? now,
    priority: priorities[priority],
    losses: 0,
    carrier: null,
    reason: null,
    updated_at: now,
  };
}

/**
 * Of these rows the ids of those that are still of that generation and in one of these states. They are searched by
 * id alone: with the state beside it SQLite would rather look through all that is in that state.
 */
export async function idsStill(
  trx: Transaction<Database>,
  names: readonly { workId: string; generation: number; kind?: JobKind }[],
  states: readonly Database['work']['state'][],
): Promise<string[]> {
  const rows = await trx
    .selectFrom('work')
    .select(['id', 'kind', 'generation', 'state'])
    .where('id', 'in', among(names.map(({ workId }) => workId)))
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return names.flatMap(({ workId, generation, kind }) => {
    const row = byId.get(workId);
    const isStill = row?.generation === generation && states.includes(row.state);
    return isStill && (kind ?? row.kind) === row.kind ? [workId] : [];
  });
}

/** How urgent the work for a subject was asked for; `usual` when there is none. */
export async function priorityOf(
  trx: Transaction<Database>,
  { kind, subject }: { kind: JobKind; subject: string },
): Promise<Priority> {
  const row = await trx
    .selectFrom('work')
    .select('priority')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  const names = Object.keys(priorities) as Priority[];
  return names.find((name) => priorities[name] === row?.priority) ?? 'usual';
}

/** Calls off work: what still runs for it is dropped when it comes back. */
export async function dropWork(
  trx: Transaction<Database>,
  { kind, subjects, clock }: { kind: JobKind; subjects: readonly string[]; clock: Clock },
): Promise<void> {
  if (subjects.length === 0) return;
  await trx
    .updateTable('work')
    .set((eb) => ({
      state: 'done' as const,
      generation: eb('generation', '+', 1),
      updated_at: clock.now(),
    }))
    .where('kind', '=', kind)
    .where('subject', 'in', subjects)
    .where('state', 'in', ['due', 'queued'])
    .execute();
}
