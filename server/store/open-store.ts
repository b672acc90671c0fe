import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import { kyselyOver, openDatabase, type SqliteDatabase } from '../../runtime/database.ts';
import { migrate } from '../../runtime/migrate.ts';
import { migrations } from './migrations/all.ts';
import type { Database } from './schema.ts';

/** The central database, open and at the newest schema. */
export interface Store {
  db: Kysely<Database>;
  /** The same connection, for what is too hot for a query builder. */
  sqlite: SqliteDatabase;
  close(): Promise<void>;
}

/**
 * Opens (or makes) the database file and brings it to the newest schema. What was committed outlives
 * a power cut: stations delete a proof of play once it is accepted here.
 * @throws AppError `database_newer`
 */
export async function openStore(file: string): Promise<Store> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const sqlite = openDatabase(file, { durability: 'full' });
  const db = kyselyOver<Database>(sqlite);
  try {
    await migrate(db as Kysely<unknown>, migrations);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, sqlite, close: () => db.destroy() };
}
