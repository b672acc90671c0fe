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

/**
 * Withdraws a broadcast that was just stopped; the stop holds whatever comes of it.
 * @returns whether it is withdrawn; `false` where the person may not
 */
export async function withdrawLater(
  { db, broadcasts }: WithdrawDeps,
  principal: Principal,
  id: string,
): Promise<boolean> {
  const { version } = await db
    .selectFrom('broadcast')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  try {
    await broadcasts.withdraw(principal, id, version);
    return true;
  } catch (error) {
    if (error instanceof AppError && errorCodes[error.code] === 'denied') return false;
    throw error;
  }
}
