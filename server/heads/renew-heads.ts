import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import type { MadeHead } from './head-content.ts';
import type { HeadRules } from './head-rules.ts';
import { earliestRenewalMs, isDueAgain } from './renewal.ts';

/** Heads that are made although nothing changed in what is to sound. */
export interface Renewals {
  /** Those of which almost half the life has gone. */
  renew(): Promise<void>;
  /** All, a thousand a second: they name other keys, or another key signs. */
  renewAll(): Promise<void>;
  /** An endpoint holds a newer head than ours, because a backup was restored: it takes none until there is another. */
  outrun(endpointId: string): void;
  /** Those of endpoints that said so. */
  renewOutrun(): Promise<void>;
}

export interface RenewalDeps {
  db: Kysely<Database>;
  clock: Clock;
  publish: (heads: readonly MadeHead[]) => number;
  rules: () => Promise<HeadRules>;
  make: (
    trx: Transaction<Database>,
    endpointIds: readonly string[],
    rules: HeadRules,
    isForced: boolean,
  ) => Promise<MadeHead[]>;
}

// So many are signed in one transaction: a few ms in which nothing else is served.
const batch = 50;
// With these pauses a thousand heads a second: as many polls come of them.
const pauseMs = 50;

export function createRenewals(deps: RenewalDeps): Renewals {
  const { db, clock, publish } = deps;
  const outrun = new Set<string>();
  const make = async (
    endpointIds: readonly string[],
    { restMs, isForced = false }: { restMs: number; isForced?: boolean },
  ) => {
    if (endpointIds.length === 0) return;
    const rules = await deps.rules();
    for (let from = 0; from < endpointIds.length; from += batch) {
      const ids = endpointIds.slice(from, from + batch);
      publish(await db.transaction().execute((trx) => deps.make(trx, ids, rules, isForced)));
      await clock.sleep(restMs);
    }
  };
  return {
    renew: async () => {
      const now = clock.now();
      const old = await readIssuedBefore(db, now - earliestRenewalMs);
      const due = old.filter((head) => isDueAgain(head, now));
      await make(idsOf(due), { restMs: 0 });
    },
    renewAll: async () =>
      make(idsOf(await readIssuedBefore(db, Number.MAX_SAFE_INTEGER)), { restMs: pauseMs }),
    outrun: (endpointId) => outrun.add(endpointId),
    renewOutrun: async () => {
      const ids = [...outrun];
      outrun.clear();
      await make(ids, { restMs: pauseMs, isForced: true });
    },
  };
}

function idsOf(heads: readonly { endpointId: string }[]): string[] {
  return heads.map(({ endpointId }) => endpointId);
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
