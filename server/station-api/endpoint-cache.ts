import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { gather } from '../../runtime/gather.ts';
import type { MadeHead } from '../heads/head-content.ts';
import type { Database } from '../store/schema.ts';

/** A head as it is sent. */
export interface HeldHead {
  sequence: number;
  /** With its quotes, as it stands in HTTP headers. */
  etag: string;
  bytes: Buffer;
}

/** What every request of an endpoint needs, without a look into the database. */
export interface KnownEndpoint {
  id: string;
  /** Raw SHA-256 of its secret; `null` while it is not paired. */
  secretSha256: Buffer | null;
  /** Locked out; one that is being silenced is still let in. */
  isRevoked: boolean;
  head: HeldHead | null;
  /** Hashes of the files that its playlists name; found when first asked for, gone with a new head. */
  media: Promise<ReadonlySet<string>> | null;
}

export interface EndpointCache {
  /** What is in memory. */
  known(endpointId: string): KnownEndpoint | undefined;
  /** From memory or the database; `null` for a stranger. */
  find(endpointId: string): Promise<KnownEndpoint | null>;
  /** To be called after credentials or revocation change. */
  forget(endpointId: string): void;
  putHead(head: MadeHead): void;
}

const aimMs = 10;
/** So many ids that are nobody's are remembered, so that asking with one again reads nothing. */
const mostStrangers = 10_000;

/** A fleet that comes back after a restart is read in batches. */
export function createEndpointCache(db: Kysely<Database>, clock: Clock): EndpointCache {
  const endpoints = new Map<string, KnownEndpoint>();
  const strangers = new Set<string>();
  const loading = new Map<string, Promise<KnownEndpoint | null>>();
  const read = gather<string, KnownEndpoint | null>({
    together: async (ids) => {
      const began = clock.monotonic();
      const found = await loadEndpoints(db, ids);
      const results = ids.map((id) => found.get(id) ?? null);
      return { results, tookMs: clock.monotonic() - began };
    },
    aimMs,
    clock,
  });
  const load = async (endpointId: string) => {
    const promise = read(endpointId);
    loading.set(endpointId, promise);
    try {
      const endpoint = await promise;
      // Whoever changed it meanwhile has called this load off.
      if (loading.get(endpointId) !== promise) return endpoint;
      if (endpoint) endpoints.set(endpointId, endpoint);
      else remember(strangers, endpointId);
      return endpoint;
    } finally {
      if (loading.get(endpointId) === promise) loading.delete(endpointId);
    }
  };
  return {
    known: (endpointId) => endpoints.get(endpointId),
    find: async (endpointId) => {
      if (strangers.has(endpointId)) return null;
      return endpoints.get(endpointId) ?? (await (loading.get(endpointId) ?? load(endpointId)));
    },
    forget: (endpointId) => {
      endpoints.delete(endpointId);
      strangers.delete(endpointId);
      loading.delete(endpointId);
    },
    putHead: (made) => {
      loading.delete(made.endpointId);
      const endpoint = endpoints.get(made.endpointId);
      if (!endpoint || (endpoint.head && endpoint.head.sequence >= made.sequence)) return;
      endpoint.head = toHeld(made);
      endpoint.media = null;
    },
  };
}

function remember(strangers: Set<string>, id: string): void {
  if (strangers.size >= mostStrangers) strangers.clear();
  strangers.add(id);
}

function toHeld({ sequence, etag, bytes }: Pick<MadeHead, 'sequence' | 'etag' | 'bytes'>) {
  return { sequence, etag: `"${etag}"`, bytes };
}

async function loadEndpoints(
  db: Kysely<Database>,
  endpointIds: readonly string[],
): Promise<Map<string, KnownEndpoint>> {
  const rows = await db
    .selectFrom('endpoint')
    .leftJoin('head', 'head.endpoint_id', 'endpoint.id')
    .select(['endpoint.id', 'endpoint.secret_sha256', 'endpoint.revoked_at'])
    .select('endpoint.silencing_until')
    .select(['head.sequence', 'head.etag', 'head.bytes'])
    .where('endpoint.id', 'in', endpointIds)
    .execute();
  return new Map(
    rows.map((row) => {
      const { id, secret_sha256: secret, sequence, etag, bytes } = row;
      const hasHead = sequence !== null && etag !== null && bytes !== null;
      return [
        id,
        {
          id,
          secretSha256: secret === null ? null : Buffer.from(secret, 'base64url'),
          isRevoked: row.revoked_at !== null && row.silencing_until === null,
          head: hasHead ? toHeld({ sequence, etag, bytes }) : null,
          media: null,
        },
      ];
    }),
  );
}
