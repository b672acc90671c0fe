import type { Kysely, Transaction } from 'kysely';
import type { ReceiptBody } from '../../contract/station/bundle.ts';
import type { StopOrderBody } from '../../contract/station/stop-order.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import type { ServerKeys } from '../keys/open-keys.ts';
import type { Database } from '../store/schema.ts';
import { byPlace, loadQuietHours } from '../timetable/rules.ts';
import type { MadeHead } from './head-content.ts';
import type { HeadRules } from './head-rules.ts';
import { makeHeads } from './make-heads.ts';
import { makeSilentHead } from './make-silent-head.ts';
import { createRenewals, type Renewals } from './renew-heads.ts';

/** The signed heads of all endpoints. */
export interface Heads extends Renewals {
  rules(): Promise<HeadRules>;
  /** What all of them name besides their own content. */
  keyNames(): { keyId: string; keysSha256: string };
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
  /** Signs an order to stop, by the same key. */
  signStop(given: Omit<StopOrderBody, 'keyId'>): Buffer;
  /** A head without days, for an endpoint that is to fall silent; `null` where it never had one. */
  makeSilent(trx: Transaction<Database>, endpointId: string): Promise<MadeHead | null>;
  /** Hands heads to the station door; gives the number of endpoints that were nudged. */
  publish(heads: readonly MadeHead[]): number;
}

export interface HeadsDeps {
  db: Kysely<Database>;
  keys: ServerKeys;
  tree: () => Promise<Tree>;
  publish: (heads: readonly MadeHead[]) => number;
  clock: Clock;
}

export function createHeads(deps: HeadsDeps): Heads {
  const { db, keys, clock, publish } = deps;
  const signing = () => ({
    signer: keys.signer,
    keysSha256: keys.object().sha256,
    now: clock.now(),
  });
  const rules = async () => ({
    tree: await deps.tree(),
    quietHours: byPlace(await loadQuietHours(db)),
  });
  return {
    rules,
    keyNames: () => ({ keyId: keys.signer.keyId, keysSha256: keys.object().sha256 }),
    make: (trx, endpointIds, given, lifeMs) =>
      makeHeads(trx, { endpointIds, ...given, ...signing(), lifeMs }),
    makeSilent: (trx, endpointId) => makeSilentHead(trx, { endpointId, ...signing() }),
    signReceipt: (given) => signedBytes(keys.signer, given),
    signStop: (given) => signedBytes(keys.signer, given),
    publish,
    ...createRenewals({
      ...{ db, clock, publish, rules },
      make: (trx, endpointIds, given, isForced) =>
        makeHeads(trx, { endpointIds, ...given, ...signing(), isForced }),
    }),
  };
}

/** Canonical JSON with the key's id and the signature over all but itself. */
function signedBytes(signer: Signer, given: object): Buffer {
  const body = { ...given, keyId: signer.keyId };
  return Buffer.from(canonicalJson({ ...body, signature: signer.sign(canonicalJson(body)) }));
}
