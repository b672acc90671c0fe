import type { Transaction } from 'kysely';
import type { PushAnswer } from '../../contract/station/push.ts';
import { allowedAt, closedCircuit } from '../../core/push/circuit.ts';
import { backoffMs } from '../../runtime/backoff.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import type { Apply, Finished } from '../jobs/apply.ts';
import { ensureWork, priorityOf } from '../jobs/work.ts';
import { keepHoldings } from '../station-api/presence.ts';
import type { Database } from '../store/schema.ts';
import { closeCircuit, countFailure } from './circuits.ts';
import { playlistsOf, signedPush } from './push-order.ts';

export interface ApplyPushDeps {
  signer: Signer;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
}

type Delivery = Database['delivery'];

// A job has tried a few times within a minute already.
const leastWaitMs = 15_000;
const backoff = { baseMs: 60_000, capMs: 15 * 60_000 };

/** What a worker heard from a receiver: delivered, or tried again until what it carries has passed. */
export function createApplyPush(deps: ApplyPushDeps): Apply<'push'> {
  return async (trx, finished) => {
    const delivery = await trx
      .selectFrom('delivery')
      .selectAll()
      .where('id', '=', finished.subject)
      .where('state', 'in', ['due', 'sent', 'failed'])
      .executeTakeFirst();
    if (!delivery) return;
    const { result } = finished;
    if (!result.ok) {
      await tryAgain(trx, deps, { delivery, finished, state: 'failed', reason: result.code });
      return;
    }
    await closeCircuit(trx, delivery.endpoint_id);
    await rememberAnswer(trx, delivery.endpoint_id, result.value, deps.clock.now());
    if (await holdsAll(trx, delivery, result.value)) {
      await close(trx, delivery, { state: 'delivered', reason: null, now: deps.clock.now() });
      return;
    }
    // It took the push and does not hold what it carried.
    await tryAgain(trx, deps, { delivery, finished, state: 'sent', reason: 'push_answer_bad' });
  };
}

async function tryAgain(
  trx: Transaction<Database>,
  { signer, clock, random }: ApplyPushDeps,
  given: {
    delivery: Delivery;
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
    await close(trx, delivery, { state: 'expired', reason, now });
    return;
  }
  if (!finished.payload) {
    await close(trx, delivery, { state: 'expired', reason, now });
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
  delivery: Delivery,
  { state, reason, now }: { state: 'delivered' | 'expired'; reason: string | null; now: number },
): Promise<void> {
  await trx
    .updateTable('delivery')
    .set({ state, reason, attempts: delivery.attempts + 1, at: now })
    .where('id', '=', delivery.id)
    .execute();
}

/** Whether the receiver has this head and, as far as that is still the newest, its playlists. */
async function holdsAll(
  trx: Transaction<Database>,
  delivery: Delivery,
  answer: PushAnswer,
): Promise<boolean> {
  if (answer.sequence !== delivery.head_sequence) return false;
  const head = await trx
    .selectFrom('head')
    .select('bytes')
    .where('endpoint_id', '=', delivery.endpoint_id)
    .where('sequence', '=', delivery.head_sequence)
    .executeTakeFirst();
  return !head || playlistsOf(head.bytes).every((hash) => answer.holds.includes(hash));
}

async function rememberAnswer(
  trx: Transaction<Database>,
  endpointId: string,
  { sequence, holds }: PushAnswer,
  now: number,
): Promise<void> {
  const said = { seen_at: now, head_sequence: sequence, complete: JSON.stringify(holds) };
  await trx
    .insertInto('endpoint_status')
    .values({ endpoint_id: endpointId, ...said })
    .onConflict((conflict) => conflict.column('endpoint_id').doUpdateSet(said))
    .execute();
  await keepHoldings(
    trx,
    holds.map((playlist) => ({
      endpoint_id: endpointId,
      playlist_sha256: playlist,
      since: now,
    })),
  );
}
