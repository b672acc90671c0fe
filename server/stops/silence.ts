import { sql, type Kysely, type Transaction } from 'kysely';
import { mostStoppedAtOnce } from '../../contract/station/stop-order.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { recordAudit } from '../audit/record.ts';
import type { Heads } from '../heads/service.ts';
import { orderEvent } from '../station-api/events.ts';
import { among } from '../store/among.ts';
import { manyRows } from '../store/many-rows.ts';
import type { Database } from '../store/schema.ts';
import type { StopScope } from './hearing.ts';

export interface SilenceDeps {
  db: Kysely<Database>;
  heads: Heads;
  /** Says an order to an endpoint that listens; gives whether one does. */
  order: (endpointId: string, event: Buffer) => boolean;
  /** Called after endpoints have new heads: pushes to those among them go out from here. */
  pushUrgent: (endpointIds: readonly string[]) => Promise<void>;
  clock: Clock;
  log: Logger;
  /** Aborted when the server ends. */
  signal: AbortSignal;
}

/** What is to be silent, where, and who said so. */
export interface Stop {
  userId: string;
  occurrence: string;
  scope: StopScope;
  areaId: string | null;
  endpointIds: readonly string[];
}

/** So many heads are made before the person has an answer: those of a commune, or of some. */
const firstBatch = 250;
/** And so many at a time of the rest: a few ms in which nothing else is served. */
const batch = 50;
// With these pauses a thousand heads a second: as many polls come of them.
const pauseMs = 50;
const retryMs = 1000;

/**
 * Keeps a stop, tells those who listen by signed orders, and puts it into the heads of all: those that do not
 * listen find it there. Heads of many endpoints take a while; when the server ends before they are made, the
 * compile of the next start makes them.
 * @returns how many listened
 */
export async function silence(deps: SilenceDeps, stop: Stop): Promise<number> {
  const { endpointIds } = stop;
  await deps.db.transaction().execute(async (trx) => {
    await keepStops(trx, deps, stop);
    await audit(trx, deps, stop);
  });
  const told = tellAll(deps, stop);
  const first = endpointIds.slice(0, firstBatch);
  try {
    await carry(deps, stop.occurrence, first);
    carryLater(deps, stop.occurrence, endpointIds.slice(firstBatch));
  } catch (err) {
    deps.log.warn({ err }, 'heads of a stop were not made');
    carryLater(deps, stop.occurrence, endpointIds);
  }
  return told;
}

function tellAll({ heads, order, clock }: SilenceDeps, { occurrence, endpointIds }: Stop): number {
  let told = 0;
  for (let from = 0; from < endpointIds.length; from += mostStoppedAtOnce) {
    const endpoints = endpointIds.slice(from, from + mostStoppedAtOnce);
    const signed = heads.signStop({ v: 1, stop: occurrence, endpoints, issuedAt: clock.now() });
    const event = orderEvent(signed.toString('utf8'));
    told += endpoints.filter((id) => order(id, event)).length;
  }
  return told;
}

/** Until all are through; what fails is tried again when the others have had their turn. */
function carryLater(deps: SilenceDeps, occurrence: string, endpointIds: readonly string[]): void {
  const { clock, log, signal } = deps;
  const waiting: (readonly string[])[] = [];
  for (let from = 0; from < endpointIds.length; from += batch)
    waiting.push(endpointIds.slice(from, from + batch));
  const run = async () => {
    let restMs = pauseMs;
    for (let some = waiting.shift(); some; some = waiting.shift()) {
      await clock.sleep(restMs, signal);
      restMs = pauseMs;
      try {
        await carry(deps, occurrence, some);
      } catch (err) {
        log.warn({ err }, 'heads of a stop were not made');
        waiting.push(some);
        restMs = retryMs;
      }
    }
  };
  run().catch((err: unknown) => {
    if (!signal.aborted) log.error({ err }, 'a stop is not in all heads');
  });
}

/** Makes the heads that say it, and has them pushed. */
async function carry(
  { db, heads, pushUrgent, log }: SilenceDeps,
  occurrence: string,
  endpointIds: readonly string[],
): Promise<void> {
  if (endpointIds.length === 0) return;
  const rules = await heads.rules();
  const made = await db.transaction().execute(async (trx) => {
    const carriers = await heads.make(trx, endpointIds, rules);
    await rememberCarriers(trx, occurrence, endpointIds);
    return carriers;
  });
  heads.publish(made);
  await pushUrgent(endpointIds).catch((err: unknown) => {
    // The next round of pushes has it too.
    log.warn({ err }, 'a stop was not pushed at once');
  });
}

async function keepStops(
  trx: Transaction<Database>,
  { clock }: SilenceDeps,
  { userId, occurrence, endpointIds }: Stop,
): Promise<void> {
  const at = clock.now();
  const rows = endpointIds.map((id) => ({ occurrence, endpoint_id: id, user_id: userId, at }));
  const columns = ['occurrence', 'endpoint_id', 'user_id', 'at'] as const;
  await sql`insert into stop ${manyRows(columns, rows)} on conflict do nothing`.execute(trx);
}

/** With which head the stop goes out to each, whoever made it: a compile beside this may have been first. */
async function rememberCarriers(
  trx: Transaction<Database>,
  occurrence: string,
  endpointIds: readonly string[],
): Promise<void> {
  const said = `"${occurrence}"`;
  const carrier = sql<number | null>`(select sequence from head
    where head.endpoint_id = stop.endpoint_id and instr(head.bytes, cast(${said} as blob)) > 0)`;
  await trx
    .updateTable('stop')
    .set({ head_sequence: carrier })
    .where('occurrence', '=', occurrence)
    .where('endpoint_id', 'in', among(endpointIds))
    .where('head_sequence', 'is', null)
    .execute();
}

async function audit(
  trx: Transaction<Database>,
  { clock }: SilenceDeps,
  { userId, occurrence, scope, areaId, endpointIds }: Stop,
): Promise<void> {
  await recordAudit(trx, {
    clock,
    userId,
    action: 'occurrence.stop',
    subject: occurrence,
    areaId,
    detail: { scope, endpoints: endpointIds.length },
  });
}
