import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { weekRemark } from '../../contract/http/weeks.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { WeekRef } from './week-station.ts';

export type WeekRemark = z.output<typeof weekRemark>;

/** What was said of a week's programme, the newest first. */
export async function readRemarks(
  db: Kysely<Database>,
  { areaId, monday }: WeekRef,
): Promise<WeekRemark[]> {
  return db
    .selectFrom('week_remark')
    .innerJoin('user', 'user.id', 'week_remark.user_id')
    .select(['week_remark.what', 'user.name as by', 'week_remark.at', 'week_remark.note'])
    .where('area_id', '=', areaId)
    .where('monday', '=', monday)
    .orderBy('week_remark.id', 'desc')
    .execute();
}

/** Keeps a remark, with its line in the audit under the name of what was done. */
export async function keepRemark(
  trx: Transaction<Database>,
  { clock, principal }: { clock: Clock; principal: Principal },
  given: WeekRef & { what: WeekRemark['what']; note: string | null; action: AuditAction },
): Promise<void> {
  const { areaId, monday, what, note, action } = given;
  await trx
    .insertInto('week_remark')
    .values({
      id: newId(clock),
      area_id: areaId,
      monday,
      what,
      user_id: principal.userId,
      at: clock.now(),
      note,
    })
    .execute();
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action,
    subject: `${areaId}-${monday}`,
    areaId,
    detail: { note },
  });
}
