import { sql, type Transaction } from 'kysely';
import type { PushAnswer } from '../../contract/station/push.ts';
import { allowedAt, closedCircuit } from '../../core/push/circuit.ts';
import { backoffMs } from '../../runtime/backoff.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import type { ApplyTogether, Finished } from '../jobs/apply.ts';
import { ensureWork, priorityOf } from '../jobs/work.ts';
import { keepHoldings } from '../station-api/presence.ts';
import { among } from '../store/among.ts';
import { manyRows } from '../store/many-rows.ts';
import type { Database } from '../store/schema.ts';
import { closeCircuits, countFailure } from './circuits.ts';
import { playlistsOf, signedPush } from './push-order.ts';

export interface ApplyPushDeps {
  signer: Signer;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
}

type Delivery = Database['delivery'];

/** A delivery under way, and how the push of it ended. */
interface Ended {
  /** `head` is `null` where a newer one has taken its place. */
  delivery: Delivery & { head: Buffer | null };
  finished: Finished<'push'>;
}

/** One that the receiver answered. */
interface Answered extends Ended {
  answer: PushAnswer;
}

// A job has tried a few times within a minute already.
const leastWaitMs = 15_000;
const backoff = { baseMs: 60_000, capMs: 15 * 60_000 };

/** What a worker heard from receivers: delivered, or tried again until what it carries has passed. */
export function createApplyPush(deps: ApplyPushDeps): ApplyTogether<'push'> {
  return async (trx, finished) => {
    const ended = await underWay(trx, finished);
    const answered = ended.flatMap((one): Answered[] => {
      const { result } = one.finished;
      return result.ok ? [{ ...one, answer: result.value }] : [];
    });
    await rememberAnswers(trx, answered, deps.clock.now());
    const held = answered.filter(holdsAll);
    await close(trx, held, { state: 'delivered', reason: null, now: deps.clock.now() });
    const delivered = new Set<Ended['delivery']>(held.map(({ delivery }) => delivery));
    for (const { delivery, finished } of ended) {
      if (delivered.has(delivery)) continue;
      const { result } = finished;
      await tryAgain(trx, deps, {
        ...{ delivery, finished },
        // Or it took the push and does not hold what it carried.
        ...(result.ok
          ? { state: 'sent', reason: 'push_answer_bad' }
          : { state: 'failed', reason: result.code }),
      });
    }
  };
}

async function underWay(
  trx: Transaction<Database>,
  finished: readonly Finished<'push'>[],
): Promise<Ended[]> {
  const rows = await trx
    .selectFrom('delivery')
    .leftJoin('head', (join) =>
      join
        .onRef('head.endpoint_id', '=', 'delivery.endpoint_id')
        .onRef('head.sequence', '=', 'delivery.head_sequence'),
    )
    .selectAll('delivery')
    .select('head.bytes as head')
    .where('delivery.id', 'in', among(finished.map(({ subject }) => subject)))
    .where('delivery.state', 'in', ['due', 'sent', 'failed'])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return finished.flatMap((one) => {
    const delivery = byId.get(one.subject);
    return delivery ? [{ delivery, finished: one }] : [];
  });
}

async function tryAgain(
  trx: Transaction<Database>,
  { signer, clock, random }: ApplyPushDeps,
  given: {
    delivery: Ended['delivery'];
    finished: Finished<'push'>;
    state: 'failed' | 'sent';
    reason: string;
  },
): Promise<void> {
  const { delivery, finished, state, reason } = given;
  const now = clock.now();
  const attempt = delivery.attempts + 1;
  // A signature that grew stale in the queue says nothing of the receiver.
  const isStale = reason === 'push_expired';
  const waitMs = leastWaitMs + (isStale ? 0 : backoffMs(attempt, { ...backoff, random }));
  const isFailure = state === 'failed' && !isStale;
  const circuit = isFailure
    ? await countFailure(trx, delivery.endpoint_id, { now, random: random() })
    : closedCircuit;
  const due = allowedAt(circuit, now + waitMs);
  if (due >= delivery.until) {
    await close(trx, [{ delivery }], { state: 'expired', reason, now });
    return;
  }
  if (!finished.payload) {
    await close(trx, [{ delivery }], { state: 'expired', reason, now });
    return;
  }
  await trx
    .updateTable('delivery')
    .set({ state, reason, attempts: attempt, at: now })
    .where('id', '=', delivery.id)
    .execute();
  const { endpointId, url, body, pack } = finished.payload;
  const payload = signedPush({ endpointId, url, body, pack }, { signer, clock, due });
  const priority = await priorityOf(trx, { kind: 'push', subject: delivery.id });
  await ensureWork(trx, { kind: 'push', subject: delivery.id, payload, clock, due, priority });
}

async function close(
  trx: Transaction<Database>,
  ended: readonly Pick<Ended, 'delivery'>[],
  { state, reason, now }: { state: 'delivered' | 'expired'; reason: string | null; now: number },
): Promise<void> {
  if (ended.length === 0) return;
  await trx
    .updateTable('delivery')
    .set((eb) => ({ state, reason, attempts: eb('attempts', '+', 1), at: now }))
    .where('id', 'in', among(ended.map(({ delivery }) => delivery.id)))
    .execute();
}

/** Whether the receiver has this head and, as far as that is still the newest, its playlists. */
function holdsAll({ delivery, answer }: Answered): boolean {
  if (answer.sequence !== delivery.head_sequence) return false;
  return !delivery.head || playlistsOf(delivery.head).every((hash) => answer.holds.includes(hash));
}

/** A receiver that answers can be reached, and what it says that it holds counts as reported. */
async function rememberAnswers(
  trx: Transaction<Database>,
  answered: readonly Answered[],
  now: number,
): Promise<void> {
  if (answered.length === 0) return;
  await closeCircuits(
    trx,
    answered.map(({ delivery }) => delivery.endpoint_id),
  );
  const said = answered.map(({ delivery, answer }) => ({
    endpoint_id: delivery.endpoint_id,
    seen_at: now,
    head_sequence: answer.sequence,
    complete: JSON.stringify(answer.holds),
  }));
  const columns = ['endpoint_id', 'seen_at', 'head_sequence', 'complete'] as const;
  await sql`insert into endpoint_status ${manyRows(columns, said)}
    on conflict (endpoint_id) do update set seen_at = excluded.seen_at,
      head_sequence = excluded.head_sequence, complete = excluded.complete`.execute(trx);
  await keepHoldings(
    trx,
    answered.flatMap(({ delivery, answer }) =>
      answer.holds.map((playlist) => ({
        endpoint_id: delivery.endpoint_id,
        playlist_sha256: playlist,
        since: now,
      })),
    ),
  );
}
