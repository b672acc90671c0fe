import type { Kysely } from 'kysely';
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

export function createEndpointCache(db: Kysely<Database>): EndpointCache {
  const endpoints = new Map<string, KnownEndpoint>();
  const loading = new Map<string, Promise<KnownEndpoint | null>>();
  const load = async (endpointId: string) => {
    const promise = loadEndpoint(db, endpointId);
    loading.set(endpointId, promise);
    try {
      const endpoint = await promise;
      // Whoever changed it meanwhile has called this load off.
      const isCurrent = loading.get(endpointId) === promise;
      if (endpoint && isCurrent) endpoints.set(endpointId, endpoint);
      return endpoint;
    } finally {
      if (loading.get(endpointId) === promise) loading.delete(endpointId);
    }
  };
  return {
    known: (endpointId) => endpoints.get(endpointId),
    find: async (endpointId) =>
      endpoints.get(endpointId) ?? (await (loading.get(endpointId) ?? load(endpointId))),
    forget: (endpointId) => {
      endpoints.delete(endpointId);
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

function toHeld({ sequence, etag, bytes }: Pick<MadeHead, 'sequence' | 'etag' | 'bytes'>) {
  return { sequence, etag: `"${etag}"`, bytes };
}

async function loadEndpoint(
  db: Kysely<Database>,
  endpointId: string,
): Promise<KnownEndpoint | null> {
  const row = await db
    .selectFrom('endpoint')
    .leftJoin('head', 'head.endpoint_id', 'endpoint.id')
    .select(['endpoint.secret_sha256', 'endpoint.revoked_at', 'endpoint.silencing_until'])
    .select(['head.sequence', 'head.etag', 'head.bytes'])
    .where('endpoint.id', '=', endpointId)
    .executeTakeFirst();
  if (!row) return null;
  const { sequence, etag, bytes } = row;
  const hasHead = sequence !== null && etag !== null && bytes !== null;
  return {
    id: endpointId,
    secretSha256: row.secret_sha256 === null ? null : Buffer.from(row.secret_sha256, 'base64url'),
    isRevoked: row.revoked_at !== null && row.silencing_until === null,
    head: hasHead ? toHeld({ sequence, etag, bytes }) : null,
    media: null,
  };
}
