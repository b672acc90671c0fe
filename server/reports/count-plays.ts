import { sql, type Kysely } from 'kysely';
import type { PlayRecord } from '../../contract/station/exchange.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { isHeardWhole } from '../../core/verdict/verdict.ts';
import { groupRows } from '../store/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { areaOnDay } from '../territory/place-of-day.ts';

/** What the sums need of a play. */
export type CountedPlay = Pick<PlayRecord, 'occurrence' | 'heardMs' | 'durationMs'>;

/**
 * Adds plays of one endpoint to the sums of their days; to be called in the transaction that keeps
 * them, and once for each. They count for the area where the endpoint stood on the day of the occurrence,
 * however late they come.
 */
export async function countPlays(
  trx: Kysely<Database>,
  endpointId: string,
  plays: readonly CountedPlay[],
): Promise<void> {
  if (plays.length === 0) return;
  const areaOf = areasOfDays(trx, endpointId);
  const rows: Database['play_day'][] = [];
  for (const [id, group] of groupRows(plays, ({ occurrence }) => occurrence)) {
    const occurrence = parseOccurrenceId(id);
    if (!occurrence) continue;
    const { date, broadcastId: broadcast_id } = occurrence;
    rows.push({ date, area_id: await areaOf(date), broadcast_id, ...sumsOf(group) });
  }
  if (rows.length === 0) return;
  const added = (name: keyof ReturnType<typeof sumsOf>) =>
    sql<number>`${sql.ref(`play_day.${name}`)} + ${sql.ref(`excluded.${name}`)}`;
  await trx
    .insertInto('play_day')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['date', 'area_id', 'broadcast_id']).doUpdateSet({
        sounded: added('sounded'),
        silent: added('silent'),
        whole: added('whole'),
        heard_ms: added('heard_ms'),
      }),
    )
    .execute();
}

/** Where an endpoint stands on a day; each day is asked once. */
function areasOfDays(trx: Kysely<Database>, endpointId: string) {
  const known = new Map<LocalDate, string>();
  return async (date: LocalDate): Promise<string> => {
    const found = known.get(date);
    if (found !== undefined) return found;
    const { areaId } = await trx
      .selectFrom('endpoint')
      .select(areaOnDay(date).as('areaId'))
      .where('id', '=', endpointId)
      .executeTakeFirstOrThrow();
    known.set(date, areaId);
    return areaId;
  };
}

function sumsOf(plays: readonly CountedPlay[]) {
  const sounded = plays.filter(({ heardMs }) => heardMs > 0);
  return {
    sounded: sounded.length,
    silent: plays.length - sounded.length,
    whole: sounded.filter(isHeardWhole).length,
    heard_ms: sounded.reduce((sum, { heardMs }) => sum + heardMs, 0),
  };
}
