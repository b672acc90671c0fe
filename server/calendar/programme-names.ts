import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';

/** Names of programmes by id; there are some dozens. */
export async function programmeNames(
  db: Kysely<Database>,
): Promise<(id: string | null) => string | null> {
  const rows = await db.selectFrom('programme').select(['id', 'name']).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? null));
}
