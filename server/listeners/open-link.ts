import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { createGuessGuard } from '../auth/guess-guard.ts';
import type { Database } from '../store/schema.ts';

/** Who speaks: by the link. */
export interface Listener {
  linkId: string;
  endpointId: string;
  /** Whose the link is. */
  name: string;
}

/** @throws AppError `listener_link_not_found`, `too_many_requests` after many wrong ones from one address */
export type OpenListenerLink = (token: string, address: string) => Promise<Listener>;

/** A page that is left open is not written down at each look. */
const useGrainMs = 60_000;

export function createListenerOpener({
  db,
  clock,
}: {
  db: Kysely<Database>;
  clock: Clock;
}): OpenListenerLink {
  const guarded = createGuessGuard(clock);
  return async (token, address) => {
    const row = await guarded(address, () =>
      db
        .selectFrom('listener_link')
        .innerJoin('endpoint', 'endpoint.id', 'listener_link.endpoint_id')
        .select(['listener_link.id', 'endpoint_id', 'listener_link.name', 'used_at'])
        .where('token_sha256', '=', sha256(token))
        .where('endpoint.revoked_at', 'is', null)
        .executeTakeFirst(),
    );
    if (!row) throw new AppError('listener_link_not_found', 'the link is wrong, or was revoked');
    const now = clock.now();
    if (row.used_at === null || row.used_at <= now - useGrainMs)
      await db
        .updateTable('listener_link')
        .set({ used_at: now })
        .where('id', '=', row.id)
        .execute();
    return { linkId: row.id, endpointId: row.endpoint_id, name: row.name };
  };
}
