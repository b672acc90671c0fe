import type { Kysely } from 'kysely';
import { errorCodes } from '../../core/error-codes.ts';
import { AppError } from '../../runtime/error.ts';
import type { BroadcastsService } from '../broadcasts/service.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

export interface WithdrawDeps {
  db: Kysely<Database>;
  broadcasts: Pick<BroadcastsService, 'withdraw'>;
}

/** Others may edit it at the same moment. */
const tries = 5;

/**
 * Withdraws a broadcast that was just stopped; the stop holds whatever comes of it.
 * @returns whether it is withdrawn; `false` where the person may not, or where it is no more
 */
export async function withdrawLater(
  { db, broadcasts }: WithdrawDeps,
  principal: Principal,
  id: string,
): Promise<boolean> {
  for (let left = tries; ; left -= 1) {
    const seen = await db
      .selectFrom('broadcast')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!seen) return false;
    try {
      await broadcasts.withdraw(principal, id, seen.version);
      return true;
    } catch (error) {
      const kind = error instanceof AppError ? errorCodes[error.code] : 'broken';
      if (kind === 'denied' || kind === 'missing') return false;
      if (kind !== 'conflict' || left === 1) throw error;
    }
  }
}
