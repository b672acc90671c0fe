import type { Kysely, Transaction } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ServerKeys } from '../keys/open-keys.ts';
import type { Database } from '../store/schema.ts';
import { byPlace, loadQuietHours } from '../timetable/rules.ts';
import type { MadeHead } from './head-content.ts';
import { makeHeads } from './make-heads.ts';
import { makeSilentHead } from './make-silent-head.ts';
import { earliestRenewalMs, isDueAgain } from './renewal.ts';

/** What heads are made from beside the endpoint's own rows. */
export interface HeadRules {
  tree: Tree;
  /** By the area or endpoint that they were set for. */
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
}

/** The signed heads of all endpoints. */
export interface Heads {
  rules(): Promise<HeadRules>;
  /** Makes those that changed, in the caller's transaction; `publish` them after its commit. */
  make(
    trx: Transaction<Database>,
    endpointIds: readonly string[],
    rules: HeadRules,
  ): Promise<MadeHead[]>;
  /** A head without days, for an endpoint that is to fall silent; `null` where it never had one. */
  makeSilent(trx: Transaction<Database>, endpointId: string): Promise<MadeHead | null>;
  /** Hands heads to the station door; gives the number of endpoints that were nudged. */
  publish(heads: readonly MadeHead[]): number;
  /** Makes heads anew of which almost half the life has gone. */
  renew(): Promise<void>;
  /** Makes the heads of all, a thousand a second: they name other keys, or another key signs. */
  renewAll(): Promise<void>;
}

export interface HeadsDeps {
  db: Kysely<Database>;
  keys: ServerKeys;
  tree: () => Promise<Tree>;
  publish: (heads: readonly MadeHead[]) => number;
  clock: Clock;
}

// So many are signed in one transaction: a few ms in which nothing else is served.
const batch = 50;
// With these pauses a thousand heads a second: as many polls come of them.
const pauseMs = 50;

export function createHeads(deps: HeadsDeps): Heads {
  const { db, keys, clock, publish } = deps;
  const heads: Heads = {
    rules: async () => ({
      tree: await deps.tree(),
      quietHours: byPlace(await loadQuietHours(db)),
    }),
    make: (trx, endpointIds, rules) =>
      makeHeads(trx, {
        endpointIds,
        ...rules,
        signer: keys.signer,
        keysSha256: keys.object().sha256,
        now: clock.now(),
      }),
    makeSilent: (trx, endpointId) =>
      makeSilentHead(trx, {
        endpointId,
        signer: keys.signer,
        keysSha256: keys.object().sha256,
        now: clock.now(),
      }),
    publish,
    renew: async () => {
      const now = clock.now();
      const old = (await readIssuedBefore(db, now - earliestRenewalMs)).filter((head) =>
        isDueAgain(head, now),
      );
      await make(
        old.map(({ endpointId }) => endpointId),
        0,
      );
    },
    renewAll: async () => {
      const all = await readIssuedBefore(db, Number.MAX_SAFE_INTEGER);
      await make(
        all.map(({ endpointId }) => endpointId),
        pauseMs,
      );
    },
  };
  const make = async (endpointIds: readonly string[], restMs: number) => {
    if (endpointIds.length === 0) return;
    const rules = await heads.rules();
    for (let from = 0; from < endpointIds.length; from += batch) {
      const ids = endpointIds.slice(from, from + batch);
      publish(await db.transaction().execute((trx) => heads.make(trx, ids, rules)));
      await clock.sleep(restMs);
    }
  };
  return heads;
}

async function readIssuedBefore(
  db: Kysely<Database>,
  before: number,
): Promise<{ endpointId: string; issuedAt: number }[]> {
  return db
    .selectFrom('head')
    .innerJoin('endpoint', 'endpoint.id', 'head.endpoint_id')
    .select(['endpoint_id as endpointId', 'issued_at as issuedAt'])
    .where('issued_at', '<=', before)
    .where('endpoint.revoked_at', 'is', null)
    .execute();
}
