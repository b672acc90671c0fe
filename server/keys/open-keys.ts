import type { Kysely } from 'kysely';
import type { Keys } from '../../contract/station/objects.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { hashObject, keepObjects, type HashedObject } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { readKeyFile } from './key-file.ts';
import { keysObjectOf, signingKeyAt } from './key-set.ts';
import { loadKeySet } from './key-store.ts';

/** The keys of this server as they are now. */
export interface ServerKeys {
  /** Signs by the key whose turn it is. */
  signer: Signer;
  /** What endpoints are told of them, with its name. */
  object(): HashedObject & { keys: Keys };
  /** Looks whether keys were changed or the turn of another has come; answers whether endpoints must hear of it. */
  refresh(): Promise<boolean>;
}

interface Current {
  signer: Signer;
  object: HashedObject & { keys: Keys };
}

/** @throws AppError `keys_missing` when the file holds no key that endpoints know and whose turn has come */
export async function openKeys(place: {
  db: Kysely<Database>;
  file: string;
  clock: Clock;
}): Promise<ServerKeys> {
  let current = await read(place);
  return {
    // One at a time: whoever signs asks for the key's id and its signature in one breath.
    signer: {
      get keyId() {
        return current.signer.keyId;
      },
      get publicKey() {
        return current.signer.publicKey;
      },
      sign: (bytes) => current.signer.sign(bytes),
    },
    object: () => current.object,
    refresh: async () => {
      const before = current;
      current = await read(place);
      return (
        before.object.sha256 !== current.object.sha256 ||
        before.signer.keyId !== current.signer.keyId
      );
    },
  };
}

async function read({
  db,
  file,
  clock,
}: {
  db: Kysely<Database>;
  file: string;
  clock: Clock;
}): Promise<Current> {
  const set = await loadKeySet(db);
  const there = await readKeyFile(file);
  const find = (keyId: string) => there.find(({ signer }) => signer.keyId === keyId)?.signer;
  const key = set && signingKeyAt(set, clock.now(), (keyId) => find(keyId) !== undefined);
  const signer = key && find(key.keyId);
  if (!signer)
    throw new AppError(
      'keys_missing',
      `${file} holds none of the keys that endpoints know: put the file of the backup back, or "loa keys replace"`,
    );
  const keys = keysObjectOf(set);
  const object = hashObject('keys', keys);
  await keepObjects(db, [object], clock.now());
  return { signer, object: { ...object, keys } };
}
