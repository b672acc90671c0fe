import type { Transaction } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { MadeHead } from './head-content.ts';

/** Puts heads in place of those before. */
export async function keepHeads(
  trx: Transaction<Database>,
  made: readonly MadeHead[],
): Promise<void> {
  if (made.length === 0) return;
  await trx
    .insertInto('head')
    .values(
      made.map((head) => ({
        endpoint_id: head.endpointId,
        sequence: head.sequence,
        bytes: head.bytes,
        etag: head.etag,
        content_sha256: head.contentSha256,
        issued_at: head.issuedAt,
        expires_at: head.expiresAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('endpoint_id').doUpdateSet((eb) => ({
        sequence: eb.ref('excluded.sequence'),
        bytes: eb.ref('excluded.bytes'),
        etag: eb.ref('excluded.etag'),
        content_sha256: eb.ref('excluded.content_sha256'),
        issued_at: eb.ref('excluded.issued_at'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    )
    .execute();
}
