import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { countPlays } from '../reports/count-plays.ts';
import type { Database } from '../store/schema.ts';

export interface DecideDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

/**
 * Lets a doubtful play count after all, once, or dismisses it; what counts stays so.
 * @throws AppError `play_not_found`, `not_allowed`
 */
export async function decideDoubtful(
  { db, access, clock }: DecideDeps,
  principal: Principal,
  { id, decision }: { id: string; decision: 'admitted' | 'dismissed' },
): Promise<void> {
  const found = await db
    .selectFrom('doubtful_play')
    .innerJoin('endpoint', 'endpoint.id', 'doubtful_play.endpoint_id')
    .selectAll('doubtful_play')
    .select('endpoint.area_id as areaId')
    .where('play_id', '=', id)
    .where('state', '!=', 'admitted')
    .executeTakeFirst();
  if (!found) throw new AppError('play_not_found', `no doubtful play ${id} waits for a decision`);
  const { areaId, doubt, rival: _rival, state: _state, ...rest } = found;
  await access.require(principal, 'proof.decide', areaId);
  const { decided_by: _by, decided_at: _at, ...row } = rest;
  const decided = { state: decision, decided_by: principal.userId, decided_at: clock.now() };
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('doubtful_play')
      .set(decided)
      .where('play_id', '=', id)
      .where('state', '!=', 'admitted')
      .executeTakeFirst();
    // Somebody else was quicker.
    if (numUpdatedRows === 0n) return;
    if (decision === 'admitted') {
      await trx.insertInto('play').values(row).execute();
      const { occurrence, due_at: dueAt, heard_ms: heardMs, duration_ms: durationMs, ear } = row;
      const play = { occurrence, dueAt, heardMs, durationMs, ear };
      await countPlays(trx, [{ endpointId: row.endpoint_id, play }]);
    }
    const audit = {
      userId: principal.userId,
      action: `play.${decision}` as const,
      subject: id,
      areaId,
    };
    await recordAudit(trx, { clock, ...audit, detail: { doubt } });
  });
}
