import type { Kysely, Transaction } from 'kysely';
import { type JobKind, type JobPayload, jobs } from '../../contract/jobs.ts';
import type { JobResult, Outcome } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import { among } from '../store/among.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import type { Apply, ApplyTable, Finished } from './apply.ts';
import { idsStill } from './work.ts';

export interface OutcomeDeps {
  db: Kysely<Database>;
  apply: ApplyTable;
  clock: Clock;
}

/** An outcome that changed something, and what its work served. */
export interface Applied {
  outcome: Outcome;
  subject: string;
}

/**
 * Closes the work and applies its outcome in one transaction. An outcome that is not of the current
 * generation, or comes twice, changes nothing. Gives what the work served, or `null` if nothing was applied.
 */
export async function applyOutcome(deps: OutcomeDeps, outcome: Outcome): Promise<string | null> {
  const [applied] = await deps.db
    .transaction()
    .execute((trx) => closeAndApply(trx, deps, [outcome]));
  return applied?.subject ?? null;
}

/** The part of {@link applyOutcome} that is done inside the transaction, for many: few statements for all. */
export async function closeAndApply(
  trx: Transaction<Database>,
  { apply, clock }: Pick<OutcomeDeps, 'apply' | 'clock'>,
  outcomes: readonly Outcome[],
): Promise<Applied[]> {
  const now = clock.now();
  const closed = [
    ...(await close(trx, outcomes, { isOk: true, now })),
    ...(await close(trx, outcomes, { isOk: false, now })),
  ];
  const pushes = closed.filter(({ outcome }) => outcome.kind === 'push');
  if (pushes.length > 0)
    await apply.push(
      trx,
      pushes.map((one) => toFinished('push', one)),
    );
  for (const one of closed) if (one.outcome.kind !== 'push') await applyKind(trx, apply, one);
  return closed.map(({ outcome, subject }) => ({ outcome, subject }));
}

interface Closed extends Applied {
  payload: string;
}

async function close(
  trx: Transaction<Database>,
  outcomes: readonly Outcome[],
  { isOk, now }: { isOk: boolean; now: number },
): Promise<Closed[]> {
  const alike = outcomes.filter(({ result }) => result.ok === isOk);
  if (alike.length === 0) return [];
  const ids = await idsStill(trx, alike, ['due', 'queued']);
  const rows = await trx
    .updateTable('work')
    .set({ state: isOk ? 'done' : 'failed', updated_at: now })
    .where('id', 'in', among(ids))
    .returning(['id', 'subject', 'payload'])
    .execute();
  const byWork = new Map(alike.map((outcome) => [outcome.workId, outcome]));
  if (!isOk)
    await keepReasons(
      trx,
      rows.flatMap(({ id }) => byWork.get(id) ?? []),
    );
  return rows.flatMap(({ id, ...row }) => {
    const outcome = byWork.get(id);
    return outcome ? [{ ...row, outcome }] : [];
  });
}

/** Few codes, however many failed. */
async function keepReasons(trx: Transaction<Database>, failed: readonly Outcome[]): Promise<void> {
  const byCode = groupRows(failed, ({ result }) => (result.ok ? 'internal' : result.code));
  for (const [reason, outcomes] of byCode)
    await trx
      .updateTable('work')
      .set({ reason })
      .where('id', 'in', among(outcomes.map(({ workId }) => workId)))
      .execute();
}

function applyKind(trx: Transaction<Database>, apply: ApplyTable, one: Closed): Promise<void> {
  const { kind } = one.outcome;
  const run = apply[kind] as Apply<JobKind>;
  return run(trx, toFinished(kind, one));
}

/** Payload and result are parsed by the kind whose function takes them. */
function toFinished<K extends JobKind>(
  kind: K,
  { subject, payload, outcome }: Closed,
): Finished<K> {
  const parsed = readPayload(kind, payload);
  return {
    workId: outcome.workId,
    subject,
    payload: parsed,
    result: parsed === null ? malformed : parseResult(kind, outcome),
    finishedAt: outcome.finishedAt,
  };
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

function parseResult<K extends JobKind>(kind: K, { result }: Outcome): Finished<K>['result'] {
  if (!result.ok) return result;
  const parsed = jobs[kind].result.safeParse(result.value);
  return parsed.success
    ? { ok: true, value: parsed.data as JobResult<K> }
    : { ok: false, code: 'internal', detail: 'The worker gave a malformed result.' };
}
