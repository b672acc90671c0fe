import type { Kysely } from 'kysely';
import { keysApproval } from '../../contract/station/objects.ts';
import type { Database } from '../store/schema.ts';
import type { KeySet } from './key-set.ts';

/** The keys that endpoints know; `null` before the first start. */
export async function loadKeySet(db: Kysely<Database>): Promise<KeySet | null> {
  const recovery = await db.selectFrom('recovery_key').selectAll().executeTakeFirst();
  if (!recovery) return null;
  const keys = await db
    .selectFrom('signing_key')
    .select(['key_id as keyId', 'public_key as publicKey'])
    .select(['added_at as addedAt', 'signs_from as signsFrom'])
    .orderBy('added_at')
    .orderBy('key_id')
    .execute();
  const approval =
    recovery.approval === null ? null : keysApproval.parse(JSON.parse(recovery.approval));
  return { keys, recoveryKey: recovery.public_key, approval };
}

/** Puts a set in place of the one before, in the caller's transaction. */
export async function saveKeySet(trx: Kysely<Database>, set: KeySet): Promise<void> {
  await trx.deleteFrom('signing_key').execute();
  await trx
    .insertInto('signing_key')
    .values(
      set.keys.map(({ keyId, publicKey, addedAt, signsFrom }) => ({
        ...{ key_id: keyId, public_key: publicKey },
        ...{ added_at: addedAt, signs_from: signsFrom },
      })),
    )
    .execute();
  const row = {
    id: 1 as const,
    public_key: set.recoveryKey,
    approval: set.approval && JSON.stringify(set.approval),
  };
  await trx
    .insertInto('recovery_key')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
