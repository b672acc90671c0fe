import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { constantTimeEqual, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { createGuessGuard } from '../auth/guess-guard.ts';
import type { Database } from '../store/schema.ts';

/** A link that somebody came by. */
export interface OpenLink {
  endpointId: string;
  endpointName: string;
  /** The token for one file of its list: worth nothing for another, or when the link is revoked. */
  soundToken(sha256: string): string;
}

/** Finds links by the tokens that players bring. Both throw AppError `player_link_not_found`, `too_many_requests`. */
export interface LinkOpener {
  byToken(token: string, address: string): Promise<OpenLink>;
  bySoundToken(token: string, sound: { sha256: string; address: string }): Promise<OpenLink>;
}

/** A link in steady use is not written down at each use. */
const useGrainMs = 60_000;

export function createLinkOpener({
  db,
  clock,
}: {
  db: Kysely<Database>;
  clock: Clock;
}): LinkOpener {
  const guarded = createGuessGuard(clock);
  const opened = async (address: string, find: () => Promise<Row | undefined>) => {
    const row = await guarded(address, find);
    if (!row) throw new AppError('player_link_not_found', 'the link is wrong, or was revoked');
    await keepUse(db, row, clock.now());
    return toLink(row);
  };
  return {
    byToken: (token, address) =>
      opened(address, () => links(db).where('token_sha256', '=', sha256(token)).executeTakeFirst()),
    bySoundToken: (token, { sha256: sound, address }) =>
      opened(address, async () => {
        const [id = '', proof = ''] = token.split('.');
        const row = await links(db).where('player_link.id', '=', id).executeTakeFirst();
        return row && constantTimeEqual(proof, proofOf(row, sound)) ? row : undefined;
      }),
  };
}

interface Row {
  id: string;
  token_sha256: string;
  used_at: number | null;
  endpointId: string;
  endpointName: string;
}

/** Those of endpoints that are not locked out. */
function links(db: Kysely<Database>) {
  return db
    .selectFrom('player_link')
    .innerJoin('endpoint', 'endpoint.id', 'player_link.endpoint_id')
    .select(['player_link.id', 'token_sha256', 'used_at'])
    .select(['endpoint.id as endpointId', 'endpoint.name as endpointName'])
    .where('endpoint.revoked_at', 'is', null);
}

function toLink(row: Row): OpenLink {
  const { endpointId, endpointName } = row;
  return {
    endpointId,
    endpointName,
    soundToken: (sound) => `${row.id}.${proofOf(row, sound)}`,
  };
}

/** Whoever has it cannot tell the link's own token from it. */
function proofOf({ token_sha256: key }: Row, sound: string): string {
  return createHmac('sha256', key).update(`sound ${sound}`).digest('base64url');
}

async function keepUse(db: Kysely<Database>, { id, used_at: usedAt }: Row, now: number) {
  if (usedAt !== null && usedAt > now - useGrainMs) return;
  await db.updateTable('player_link').set({ used_at: now }).where('id', '=', id).execute();
}
