import type { Logger } from '../../runtime/log.ts';
import { errorCodes, type ErrorCode } from '../../core/error-codes.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Bell } from '../bell.ts';
import { Refusal } from '../link/refusal.ts';
import { restAfterFailure } from '../link/rest-after-failure.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { StationStore } from '../store/open-store.ts';

type PlayResult = Awaited<ReturnType<ServerLink['plays']>>['results'][number];

export interface OutboxDeps {
  db: StationStore;
  link: ServerLink;
  clock: Clock;
  /** Rung when there is something to send, or when the server is back. */
  bell: Bell;
  random: () => number;
  log: Logger;
}

const rowsAtOnce = 200;
const longestRetryMs = 120_000;
const restMs = 30_000;
/** What ends everywhere at the same moment is not to be told by all at the same moment. */
const spreadMs = 2000;
/** The server does not take the batch as it is. */
const batchRefused = [400, 413, 422];

/** Sends proofs until the server names each accepted or refused; retries for ever. */
export async function runOutbox(deps: OutboxDeps, signal: AbortSignal): Promise<never> {
  const { bell, clock, random, log } = deps;
  let failures = 0;
  let batch = rowsAtOnce;
  for (;;) {
    try {
      const sent = await sendSome(deps, batch, signal);
      failures = 0;
      // One that cannot be named by the server must not hold back the others.
      if (sent === 'nothing') {
        batch = rowsAtOnce;
        await bell.wait(restMs, signal);
        await clock.sleep(random() * spreadMs, signal);
      }
    } catch (err) {
      signal.throwIfAborted();
      failures += 1;
      const isRefused = err instanceof Refusal && batchRefused.includes(err.status);
      if (isRefused && batch > 1) batch = 1;
      else if (isRefused) await setAside(deps, err.code);
      else {
        if (failures === 1) log.warn({ err }, 'plays not sent');
        await restAfterFailure(deps, { failures, error: err, capMs: longestRetryMs }, signal);
      }
    }
  }
}

async function sendSome(
  { db, link, log }: OutboxDeps,
  limit: number,
  signal: AbortSignal,
): Promise<'nothing' | 'some'> {
  const due = db.selectFrom('play').select(['play_id', 'record']).where('state', '=', 'due');
  const rows = await due.orderBy('sequence').limit(limit).execute();
  if (rows.length === 0) return 'nothing';
  const body = { rows: rows.map(({ record }) => JSON.parse(record) as unknown) };
  const { results } = await link.plays(body, signal);
  const accepted = results.filter((result) => result.accepted).map(({ playId }) => playId ?? '');
  const refused = results.filter(isFinal);
  await db.transaction().execute(async (trx) => {
    if (accepted.length > 0)
      await trx
        .updateTable('play')
        .set({ state: 'accepted' })
        .where('play_id', 'in', accepted)
        .execute();
    for (const { playId, code } of refused)
      await trx
        .updateTable('play')
        .set({ state: 'refused', refusal: code })
        .where('play_id', '=', playId)
        .execute();
  });
  for (const result of refused) log.error({ result }, 'play refused by the server');
  log.info({ plays: accepted.length }, 'plays accepted');
  if (accepted.length + refused.length < rows.length) throw new Error('plays were put off');
  return 'some';
}

/** A refusal for good; what is only the server's own trouble is tried again. */
function isFinal({ accepted, playId, code }: PlayResult): boolean {
  if (accepted || playId === null) return false;
  const kind = code !== null && code in errorCodes ? errorCodes[code as ErrorCode] : 'invalid';
  return kind !== 'broken' && kind !== 'busy';
}

async function setAside({ db, log }: OutboxDeps, code: string): Promise<void> {
  const due = db.selectFrom('play').select('play_id').where('state', '=', 'due');
  const row = await due.orderBy('sequence').limit(1).executeTakeFirst();
  if (!row) return;
  await db
    .updateTable('play')
    .set({ state: 'refused', refusal: code })
    .where('play_id', '=', row.play_id)
    .execute();
  log.error({ playId: row.play_id, code }, 'play refused by the server');
}
