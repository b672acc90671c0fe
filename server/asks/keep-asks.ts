import type { Kysely, Transaction } from 'kysely';
import { planAsks, type PlannedAsk } from '../../core/ask/plan-asks.ts';
import type { DatedAsk } from '../../core/compile/answers.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import type { Database } from '../store/schema.ts';
import { askColumns, toKnownAsk } from './ask-row.ts';
import { standingAnswersOf } from './standing.ts';

/** Brings what a station is asked in line with what was just compiled; what is as before is not written. */
export async function keepAsks(
  trx: Transaction<Database>,
  stationId: string,
  { asks, clock }: { asks: readonly DatedAsk[]; clock: Clock },
): Promise<void> {
  const rows = await asksOf(trx, stationId, clock.now()).selectAll().execute();
  if (asks.length === 0 && rows.length === 0) return;
  const standing = (await standingAnswersOf(trx, [stationId])).get(stationId) ?? [];
  const known = rows.map(toKnownAsk);
  const plan = planAsks(asks, { known, standing, now: clock.now() });
  for (const one of plan) await write(trx, stationId, one, clock);
}

/** Whether a station was asked anything of the days that a compile may change. */
export async function isAskedAnything(
  db: Kysely<Database>,
  stationId: string,
  now: number,
): Promise<boolean> {
  const row = await asksOf(db, stationId, now).select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

function asksOf(db: Kysely<Database>, stationId: string, now: number) {
  return (
    db
      .selectFrom('ask')
      .where('station_id', '=', stationId)
      // Yesterday in any zone.
      .where('date', '>=', addDays(localDateOf(now, 'UTC'), -2))
  );
}

async function write(
  trx: Transaction<Database>,
  stationId: string,
  { id, ask, answered }: PlannedAsk,
  clock: Clock,
): Promise<void> {
  const columns = askColumns(ask, answered);
  if (id !== null) {
    await trx.updateTable('ask').set(columns).where('id', '=', id).execute();
    return;
  }
  await trx
    .insertInto('ask')
    .values({ id: newId(clock), station_id: stationId, asked_at: clock.now(), ...columns })
    .execute();
}
