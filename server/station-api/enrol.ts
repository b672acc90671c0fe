import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import { createThrottle } from '../auth/throttle.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import type { EndpointCache } from './endpoint-cache.ts';

export interface Enrolment {
  code: string;
  secretSha256: string;
  publicKey?: string | undefined;
}

export interface EnrolDeps {
  db: Kysely<Database>;
  cache: EndpointCache;
  timetable: TimetableChanges;
  clock: Clock;
}

const dayMs = 86_400_000;
const windowMs = 60_000;
// Not per address: a whole commune sits behind one carrier's. 8 characters of 32 are 40 bits.
const perCode = 20;
const inAll = 300;

/**
 * Pairs an endpoint. The same code and secret give the same answer for 24 h, because the first one may
 * have been lost on its way. Gives the endpoint's id.
 */
export function createEnrol({ db, cache, timetable, clock }: EnrolDeps) {
  const byCode = createThrottle({ limit: perCode, windowMs, capacity: 10_000, clock });
  const all = createThrottle({ limit: inAll, windowMs, capacity: 1, clock });
  return async (given: Enrolment): Promise<string> => {
    const codeSha256 = sha256(given.code);
    const waitMs = Math.max(byCode.waitMs(codeSha256), all.waitMs(''));
    if (waitMs > 0)
      throw new AppError('too_many_requests', 'too many attempts to pair; wait a little', {
        retryAfterSeconds: waitMs / 1000,
      });
    byCode.take(codeSha256);
    all.take('');
    const { secretSha256, publicKey = null } = given;
    const paired = await db
      .transaction()
      .execute((trx) => pair(trx, { codeSha256, secretSha256, publicKey, clock }));
    cache.forget(paired.endpointId);
    // A revoked endpoint was left out of the days compiled meanwhile.
    if (paired.wasRevoked) await timetable.changed({ stationIds: [paired.stationId] });
    return paired.endpointId;
  };
}

interface Paired {
  endpointId: string;
  stationId: string;
  wasRevoked: boolean;
}

async function pair(
  trx: Transaction<Database>,
  given: { codeSha256: string; secretSha256: string; publicKey: string | null; clock: Clock },
): Promise<Paired> {
  const { codeSha256, secretSha256, clock } = given;
  const now = clock.now();
  const code = await trx
    .selectFrom('pairing_code')
    .innerJoin('endpoint', 'endpoint.id', 'pairing_code.endpoint_id')
    .select(['endpoint_id', 'station_id', 'revoked_at', 'expires_at', 'used_at', 'area_id'])
    .select(['pairing_code.secret_sha256', 'endpoint.secret_sha256 as currentSecret'])
    .where('code_sha256', '=', codeSha256)
    .executeTakeFirst();
  if (!code) throw new AppError('pairing_code_wrong', 'there is no such pairing code');
  const { endpoint_id: endpointId, station_id: stationId, used_at: usedAt } = code;
  const paired = { endpointId, stationId, wasRevoked: code.revoked_at !== null };
  if (usedAt !== null) {
    const isRepeat = code.secret_sha256 === secretSha256 && code.currentSecret === secretSha256;
    if (isRepeat && !paired.wasRevoked && now < usedAt + dayMs) return paired;
    throw new AppError('pairing_code_used', 'this pairing code was used; ask for a new one');
  }
  if (now >= code.expires_at)
    throw new AppError('pairing_code_expired', 'this pairing code has expired; ask for a new one');
  await trx
    .updateTable('pairing_code')
    .set({ used_at: now, secret_sha256: secretSha256 })
    .where('code_sha256', '=', codeSha256)
    .execute();
  await trx
    .updateTable('endpoint')
    .set({ secret_sha256: secretSha256, public_key: given.publicKey, paired_at: now })
    .set({ revoked_at: null, silencing_until: null, silenced_at: null })
    .where('id', '=', endpointId)
    .execute();
  await recordAudit(trx, {
    clock,
    userId: null,
    action: 'endpoint.enrol',
    subject: endpointId,
    areaId: code.area_id,
    detail: {},
  });
  return paired;
}
