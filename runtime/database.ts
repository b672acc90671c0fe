import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';

/** A connection to one SQLite file. */
export type SqliteDatabase = Database.Database;

/** How a database is opened. */
export interface DatabaseOptions {
  readonly?: boolean;
  /**
   * `normal` (the default) survives any crash of ours but may lose the last transactions to a
   * power cut; `full` loses nothing that was committed and is about seven times slower.
   */
  durability?: 'normal' | 'full';
}

/** Opens (and, unless read-only, creates) a SQLite file: WAL, foreign keys enforced, 5 s of patience. */
export function openDatabase(file: string, options: DatabaseOptions = {}): SqliteDatabase {
  const { readonly = false, durability = 'normal' } = options;
  const sqlite = new Database(file, { readonly, timeout: 5_000 });
  if (!readonly) sqlite.pragma('journal_mode = WAL');
  sqlite.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`);
  sqlite.pragma('foreign_keys = ON');
  return sqlite;
}

/** Kysely over an open connection; destroying it closes the connection. */
export function kyselyOver<T>(sqlite: SqliteDatabase): Kysely<T> {
  return new Kysely<T>({ dialect: new SqliteDialect({ database: sqlite }) });
}
