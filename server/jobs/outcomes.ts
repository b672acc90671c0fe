import type { Kysely, Transaction } from 'kysely';
import { type JobKind, type JobPayload, jobs } from '../../contract/jobs.ts';
import type { Outcome } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import type { Apply, ApplyTable, Finished } from './apply.ts';

export interface OutcomeDeps {
  db: Kysely<Database>;
  apply: ApplyTable;
  clock: Clock;
}

/**
 * Closes the work and applies its outcome in one transaction. An outcome that is not of the current
 * generation, or comes twice, changes nothing. Gives what the work served, or `null` if nothing was applied.
 */
export function applyOutcome(deps: OutcomeDeps, outcome: Outcome): Promise<string | null> {
  return deps.db.transaction().execute((trx) => closeAndApply(trx, deps, outcome));
}

/** The part of {@link applyOutcome} that is done inside the transaction. */
export async function closeAndApply(
  trx: Transaction<Database>,
  { apply, clock }: Pick<OutcomeDeps, 'apply' | 'clock'>,
  outcome: Outcome,
): Promise<string | null> {
  const work = await trx
    .updateTable('work')
    .set({ state: outcome.result.ok ? 'done' : 'failed', updated_at: clock.now() })
    .where('id', '=', outcome.workId)
    .where('kind', '=', outcome.kind)
    .where('generation', '=', outcome.generation)
    .where('state', 'in', ['due', 'queued'])
    .returning(['subject', 'payload'])
    .executeTakeFirst();
  if (!work) return null;
  await applyKind(trx, apply, outcome.kind, { ...work, outcome });
  return work.subject;
}

/** Payload and result are parsed by the kind whose function takes them. */
function applyKind(
  trx: Transaction<Database>,
  apply: ApplyTable,
  kind: JobKind,
  given: { subject: string; payload: string; outcome: Outcome },
): Promise<void> {
  const { subject, payload, outcome } = given;
  const run = apply[kind] as Apply<JobKind>;
  const parsed = readPayload(kind, payload);
  return run(trx, {
    workId: outcome.workId,
    subject,
    payload: parsed,
    result: parsed === null ? malformed : parseResult(kind, outcome),
    finishedAt: outcome.finishedAt,
  });
}

const malformed = {
  ok: false,
  code: 'internal',
  detail: 'What was asked for is malformed: another version of Loa may have written it.',
} as const;

/** What a row asks for; `null` when it is malformed, such as when another version wrote it. */
export function readPayload<K extends JobKind>(kind: K, text: string): JobPayload<K> | null {
  const parsed = jobs[kind].payload.safeParse(readJson(text));
  return parsed.success ? (parsed.data as JobPayload<K>) : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseResult(kind: JobKind, { result }: Outcome): Finished<JobKind>['result'] {
  if (!result.ok) return result;
  const parsed = jobs[kind].result.safeParse(result.value);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, code: 'internal', detail: 'The worker gave a malformed result.' };
}
