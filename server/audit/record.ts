import type { Kysely } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import type { Database } from '../store/schema.ts';

export interface AuditEntry {
  clock: Clock;
  /** Who did it; `null` for the system itself. */
  userId: string | null;
  /** Noun and verb, such as `recording.approve`. */
  action: AuditAction;
  /** Id of what was changed. */
  subject: string;
  /** Where it belongs: administrators there and above may read it. `null`: those of a root only. */
  areaId: string | null;
  detail: Record<string, unknown>;
}

/** Writes who changed what, in the transaction that changes it. */
export async function recordAudit(trx: Kysely<Database>, entry: AuditEntry): Promise<void> {
  const { clock, userId, action, subject, areaId, detail } = entry;
  await trx
    .insertInto('audit')
    .values({
      id: newId(clock),
      at: clock.now(),
      user_id: userId,
      action,
      subject,
      area_id: areaId,
      detail: JSON.stringify(detail),
    })
    .execute();
}
