import { sql, type Kysely } from 'kysely';
import type { PlayRecord } from '../../contract/station/exchange.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { isHeardWhole } from '../../core/verdict/verdict.ts';
import { groupRows } from '../store/group-rows.ts';
import type { Database } from '../store/schema.ts';

/**
 * Adds plays of one endpoint to the sums of their days; to be called in the transaction that keeps
 * them, and once for each. They count for the area where the endpoint stands now.
 */
export async function countPlays(
  trx: Kysely<Database>,
  endpointId: string,
  plays: readonly PlayRecord[],
): Promise<void> {
  if (plays.length === 0) return;
  const { area_id: areaId } = await trx
    .selectFrom('endpoint')
    .select('area_id')
    .where('id', '=', endpointId)
    .executeTakeFirstOrThrow();
  const rows = [...groupRows(plays, ({ occurrence }) => occurrence)].flatMap(([id, group]) => {
    const occurrence = parseOccurrenceId(id);
    if (!occurrence) return [];
    const { date, broadcastId } = occurrence;
    return [{ date, area_id: areaId, broadcast_id: broadcastId, ...sumsOf(group) }];
  });
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

function sumsOf(plays: readonly PlayRecord[]) {
  const sounded = plays.filter(({ heardMs }) => heardMs > 0);
  return {
    sounded: sounded.length,
    silent: plays.length - sounded.length,
    whole: sounded.filter(isHeardWhole).length,
    heard_ms: sounded.reduce((sum, { heardMs }) => sum + heardMs, 0),
  };
}
