import type { Transaction } from 'kysely';
import type { JobPayload } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { ensureWork } from '../jobs/work.ts';
import type { Database } from '../store/schema.ts';
import { captureDue, isMissed } from './capture-times.ts';

/**
 * Records a programme after all, as long as enough of it is left.
 * @throws AppError `capture_missed`
 */
export async function retryCapture(
  trx: Transaction<Database>,
  { subject, payload, clock }: { subject: string; payload: JobPayload<'capture'>; clock: Clock },
): Promise<void> {
  if (isMissed(payload, clock.now()))
    throw new AppError('capture_missed', 'too little of the programme is left to be recorded');
  await trx
    .updateTable('capture')
    .set({ state: 'due', reason_code: null, reason_detail: null, told: 0 })
    .where('id', '=', subject)
    .execute();
  const due = captureDue(payload);
  await ensureWork(trx, { kind: 'capture', subject, payload, priority: 'waitedFor', due, clock });
}
