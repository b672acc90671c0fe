import type { Kysely, Transaction } from 'kysely';
import type { ReceiptBody } from '../../contract/station/bundle.ts';
import type { Keys } from '../../contract/station/objects.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import { hashObject, keepObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { byPlace, loadQuietHours } from '../timetable/rules.ts';
import { headLifeMs, type MadeHead } from './head-content.ts';
import { makeHeads } from './make-heads.ts';

/** What heads are made from beside the endpoint's own rows. */
export interface HeadRules {
  tree: Tree;
  /** By the area or endpoint that they were set for. */
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
}

/** The signed heads of all endpoints. */
export interface Heads {
  /** The public keys that endpoints verify by. */
  keys: Keys;
  rules(): Promise<HeadRules>;
  /** Makes those that changed, in the caller's transaction; `publish` them after its commit. */
  make(
    trx: Transaction<Database>,
    endpointIds: readonly string[],
    rules: HeadRules,
    /** For heads that are carried to places without a network. */
    lifeMs?: number,
  ): Promise<MadeHead[]>;
  /** Signs what the server has of an endpoint's plays, by the key of its heads. */
  signReceipt(given: Omit<ReceiptBody, 'keyId'>): Buffer;
  /** Hands heads to the station door; gives the number of endpoints that were nudged. */
  publish(heads: readonly MadeHead[]): number;
  /** Makes heads anew of which half the life has gone. */
  renew(): Promise<void>;
}

export interface HeadsDeps {
  db: Kysely<Database>;
  signer: Signer;
  tree: () => Promise<Tree>;
  publish: (heads: readonly MadeHead[]) => number;
  clock: Clock;
}

// So many are signed in one transaction: a few ms in which nothing else is served.
const batch = 50;

export async function createHeads(deps: HeadsDeps): Promise<Heads> {
  const { db, signer, clock, publish } = deps;
  const keys: Keys = {
    v: 1,
    signing: [{ keyId: signer.keyId, publicKey: signer.publicKey }],
  };
  const keysObject = hashObject('keys', keys);
  await keepObjects(db, [keysObject], clock.now());
  const heads: Heads = {
    keys,
    rules: async () => ({
      tree: await deps.tree(),
      quietHours: byPlace(await loadQuietHours(db)),
    }),
    make: (trx, endpointIds, rules, lifeMs) =>
      makeHeads(trx, {
        endpointIds,
        ...rules,
        signer,
        keysSha256: keysObject.sha256,
        now: clock.now(),
        lifeMs,
      }),
    signReceipt: (given) => {
      const body: ReceiptBody = { ...given, keyId: signer.keyId };
      return Buffer.from(canonicalJson({ ...body, signature: signer.sign(canonicalJson(body)) }));
    },
    publish,
    renew: async () => {
      const old = await readOld(db, clock.now() - headLifeMs / 2);
      if (old.length === 0) return;
      const rules = await heads.rules();
      for (let from = 0; from < old.length; from += batch) {
        const ids = old.slice(from, from + batch);
        publish(await db.transaction().execute((trx) => heads.make(trx, ids, rules)));
        await clock.sleep(0);
      }
    },
  };
  return heads;
}

async function readOld(db: Kysely<Database>, issuedBefore: number): Promise<string[]> {
  const rows = await db
    .selectFrom('head')
    .innerJoin('endpoint', 'endpoint.id', 'head.endpoint_id')
    .select('endpoint_id')
    .where('issued_at', '<=', issuedBefore)
    .where('endpoint.revoked_at', 'is', null)
    .execute();
  return rows.map((row) => row.endpoint_id);
}
