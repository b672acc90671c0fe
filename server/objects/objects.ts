import type { Kysely } from 'kysely';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import { sha256 } from '../../runtime/crypto.ts';
import type { Database } from '../store/schema.ts';

type ObjectKind = Database['object']['kind'];

/** Immutable bytes with their name. */
export interface HashedObject {
  kind: ObjectKind;
  sha256: string;
  bytes: Buffer;
}

/** The one spelling of a value, named by its hash. */
export function hashObject(kind: ObjectKind, value: unknown): HashedObject {
  const bytes = Buffer.from(canonicalJson(value));
  return { kind, sha256: sha256(bytes), bytes };
}

/** A value for ourselves alone: its bytes follow the order in which it was put together. */
export function hashRecord(kind: ObjectKind, value: unknown): HashedObject {
  const bytes = Buffer.from(JSON.stringify(value));
  return { kind, sha256: sha256(bytes), bytes };
}

// SQLite binds at most 32,766 values in one statement.
const batch = 500;

/** Keeps objects; those that are there stay. */
export async function keepObjects(
  trx: Kysely<Database>,
  objects: readonly HashedObject[],
  now: number,
): Promise<void> {
  for (let from = 0; from < objects.length; from += batch)
    await trx
      .insertInto('object')
      .values(
        objects
          .slice(from, from + batch)
          .map(({ kind, sha256, bytes }) => ({ kind, sha256, bytes, created_at: now })),
      )
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute();
}

/** The bytes of objects by hash; what is not there is missing from the map. */
export async function readObjects(
  db: Kysely<Database>,
  hashes: readonly string[],
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const distinct = [...new Set(hashes)];
  for (let from = 0; from < distinct.length; from += batch) {
    const rows = await db
      .selectFrom('object')
      .select(['sha256', 'bytes'])
      .where('sha256', 'in', distinct.slice(from, from + batch))
      .execute();
    for (const row of rows) found.set(row.sha256, row.bytes);
  }
  return found;
}
