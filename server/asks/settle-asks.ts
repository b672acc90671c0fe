import { sql, type Kysely } from 'kysely';
import { defaultAnswer } from '../../core/ask/answer.ts';
import type { Clock } from '../../runtime/clock.ts';
import { recordAudit } from '../audit/record.ts';
import type { Database } from '../store/schema.ts';
import { stationAreaOnDay } from '../territory/place-of-day.ts';
import { answeredColumns } from './ask-row.ts';

const batch = 50;

/**
 * Writes down the default where nobody has answered by the deadline; the compiled days hold it already.
 * Run again it finds nothing to do.
 */
export async function settleAsks({
  db,
  clock,
}: {
  db: Kysely<Database>;
  clock: Clock;
}): Promise<void> {
  for (;;) {
    const overdue = await db
      .selectFrom('ask')
      .innerJoin('station', 'station.id', 'ask.station_id')
      .select(['ask.id', 'ask.kind', 'ask.deadline', 'ask.occurrence', 'ask.own'])
      .select(stationAreaOnDay(sql.ref('ask.date')).as('areaId'))
      .where('ask.state', '=', 'open')
      .where('ask.deadline', '<=', clock.now())
      .orderBy('ask.deadline')
      .limit(batch)
      .execute();
    if (overdue.length === 0) return;
    await db.transaction().execute(async (trx) => {
      for (const { id, kind, deadline, areaId, ...about } of overdue) {
        const answer = defaultAnswer(kind);
        const said = { state: 'defaulted', answer, scope: 'this' } as const;
        const { numUpdatedRows } = await trx
          .updateTable('ask')
          .set(answeredColumns({ ...said, answeredBy: null, answeredAt: deadline }))
          .where('id', '=', id)
          .where('ask.state', '=', 'open')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) continue;
        await recordAudit(trx, {
          clock,
          userId: null,
          action: `${kind}.default`,
          subject: id,
          areaId,
          detail: { ...about, answer },
        });
      }
    });
    await clock.sleep(0);
  }
}
