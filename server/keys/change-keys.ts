import type { Kysely } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import { approvalText, type KeysApproval } from '../../contract/station/objects.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { Database } from '../store/schema.ts';
import { newPrivateKey, readKeyFile, writeKeyFile, type PrivateKey } from './key-file.ts';
import { leastOverlapMs, mostKeys, type KeySet, type KnownKey } from './key-set.ts';
import { loadKeySet, saveKeySet } from './key-store.ts';
import { newRecoveryKey } from './recovery-key.ts';

/** Where the keys are. */
export interface KeysPlace {
  db: Kysely<Database>;
  /** Of the private halves. */
  file: string;
  clock: Clock;
}

/**
 * Makes what is missing of the first keys. Gives the recovery key as it is to be written down, or `null` where there
 * was one: only now can it be had.
 */
export async function makeFirstKeys({ db, file, clock }: KeysPlace): Promise<string | null> {
  if (await loadKeySet(db)) return null;
  const there = await readKeyFile(file);
  const first = there.length > 0 ? there : [newPrivateKey()];
  if (there.length === 0) await writeKeyFile(file, first);
  const { onPaper, signer } = newRecoveryKey();
  const keys = first.map(({ signer: { keyId, publicKey } }) => ({
    ...{ keyId, publicKey },
    ...{ addedAt: clock.now(), signsFrom: 0 },
  }));
  await db
    .transaction()
    .execute((trx) => saveKeySet(trx, { keys, recoveryKey: signer.publicKey, approval: null }));
  return onPaper;
}

/**
 * A recovery key in place of one that nobody wrote down.
 * @throws AppError `keys_in_use` once an endpoint was paired: it knows the old one for ever
 */
export async function renewRecoveryKey({ db, clock }: KeysPlace): Promise<string> {
  const { onPaper, signer } = newRecoveryKey();
  await db.transaction().execute(async (trx) => {
    const paired = await trx
      .selectFrom('endpoint')
      .select('id')
      .where('paired_at', 'is not', null)
      .executeTakeFirst();
    if (paired)
      throw new AppError(
        'keys_in_use',
        'endpoints are paired: they know the recovery key for ever',
      );
    const set = await requireKeySet(trx);
    await saveKeySet(trx, { ...set, recoveryKey: signer.publicKey, approval: null });
    await audit(trx, { clock, action: 'keys.renew-recovery', detail: {} });
  });
  return onPaper;
}

/**
 * Announces a new key, which signs from `after` on, or after the least overlap.
 * @throws AppError `keys_too_early`, `keys_too_many`
 */
export async function addKey(
  { db, file, clock }: KeysPlace,
  after: number | null,
): Promise<KnownKey> {
  const now = clock.now();
  const earliest = now + leastOverlapMs;
  const signsFrom = after ?? earliest;
  if (signsFrom < earliest)
    throw new AppError(
      'keys_too_early',
      'an endpoint that was away for 16 days must know it first: give a later date, or none',
    );
  const made = newPrivateKey();
  const { keyId, publicKey } = made.signer;
  const key = { keyId, publicKey, addedAt: now, signsFrom };
  const set = await requireKeySet(db);
  if (set.keys.length >= mostKeys)
    throw new AppError('keys_too_many', `there are ${mostKeys} keys; take one away first`);
  // A private key that nobody knows does no harm; a known one that is lost would.
  await writeKeyFile(file, [...(await readKeyFile(file)), made]);
  await db.transaction().execute(async (trx) => {
    const { keys, ...rest } = await requireKeySet(trx);
    await saveKeySet(trx, { ...rest, keys: [...keys, key] });
    await audit(trx, { clock, action: 'keys.add', detail: { keyId, signsFrom } });
  });
  return key;
}

/** Which keys are to go: all but a new one, or one of several. */
export type Removal = { all: true } | { keyId: string };

/**
 * Takes keys away, in the name of the recovery key; those that stay sign at once.
 * @throws AppError `recovery_key_wrong`, `signing_key_not_found`, `keys_last`
 */
export async function removeKeys(
  { db, file, clock }: KeysPlace,
  removal: Removal,
  recovery: Signer,
): Promise<KeySet> {
  const before = await requireKeySet(db);
  if (recovery.publicKey !== before.recoveryKey)
    throw new AppError('recovery_key_wrong', 'that is not the recovery key of this server');
  const now = clock.now();
  const there = await readKeyFile(file);
  const { made, kept } = keep(before, there, removal, now);
  if (made) await writeKeyFile(file, [...there, made]);
  const set = await db.transaction().execute(async (trx) => {
    const next: KeySet = {
      keys: kept,
      recoveryKey: before.recoveryKey,
      approval: approve(kept, recovery, Math.max((before.approval?.generation ?? 0) + 1, now)),
    };
    await saveKeySet(trx, next);
    const keyIds = kept.map(({ keyId }) => keyId);
    await audit(trx, { clock, action: 'keys.remove', detail: { keyIds } });
    return next;
  });
  const ids = new Set(kept.map(({ keyId }) => keyId));
  const stay = [...there, ...(made ? [made] : [])].filter(({ signer }) => ids.has(signer.keyId));
  await writeKeyFile(file, stay);
  return set;
}

function keep(
  { keys }: KeySet,
  there: readonly PrivateKey[],
  removal: Removal,
  now: number,
): { made: PrivateKey | null; kept: KnownKey[] } {
  if ('all' in removal) {
    const made = newPrivateKey();
    const { keyId, publicKey } = made.signer;
    return { made, kept: [{ keyId, publicKey, addedAt: now, signsFrom: 0 }] };
  }
  const rest = keys.filter(({ keyId }) => keyId !== removal.keyId);
  if (rest.length === keys.length)
    throw new AppError('signing_key_not_found', `there is no key ${removal.keyId}`);
  if (!rest.some(({ keyId }) => there.some(({ signer }) => signer.keyId === keyId)))
    throw new AppError('keys_last', 'then nothing could be signed: replace the keys instead');
  return { made: null, kept: rest.map((key) => ({ ...key, signsFrom: 0 })) };
}

function approve(keys: readonly KnownKey[], by: Signer, generation: number): KeysApproval {
  const signing = keys.map(({ keyId, publicKey }) => ({ keyId, publicKey }));
  const text = approvalText({ generation, signing });
  return { generation, signing, signature: by.sign(canonicalJson(text)) };
}

async function requireKeySet(db: Kysely<Database>): Promise<KeySet> {
  const set = await loadKeySet(db);
  if (!set)
    throw new AppError(
      'signing_key_not_found',
      'there are no keys yet: "loa keys init" makes them',
    );
  return set;
}

function audit(
  trx: Kysely<Database>,
  { clock, action, detail }: { clock: Clock; action: AuditAction; detail: Record<string, unknown> },
): Promise<void> {
  const whose = { userId: null, subject: 'keys', areaId: null };
  return recordAudit(trx, { clock, action, ...whose, detail: { ...detail, by: 'command' } });
}
