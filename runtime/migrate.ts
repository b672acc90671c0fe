import { sql, type Kysely } from 'kysely';
import { AppError } from './error.ts';

/** One step of a database's schema; its number is its place in the list, so steps are only appended. */
export interface Migration<T> {
  name: string;
  up(db: Kysely<T>): Promise<void>;
}

/**
 * Brings a database to the last migration, each in a transaction of its own, and remembers them in
 * the table `migration`. Returns the names of those that ran now.
 * @throws AppError `database_newer` when the database knows migrations that this code does not.
 */
export async function migrate<T>(
  db: Kysely<T>,
  migrations: readonly Migration<T>[],
): Promise<string[]> {
  await sql`CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  )`.execute(db);
  const applied = await sql<{ name: string }>`SELECT name FROM migration ORDER BY number`.execute(
    db,
  );
  const names = applied.rows.map((row) => row.name);
  const stranger = names.find((name, index) => migrations[index]?.name !== name);
  if (stranger !== undefined) {
    throw new AppError('database_newer', `the database has a migration unknown here: ${stranger}`);
  }
  const ran: string[] = [];
  for (const [index, migration] of migrations.entries()) {
    if (index < names.length) continue;
    await db.transaction().execute(async (trx) => {
      await migration.up(trx);
      await sql`INSERT INTO migration (number, name) VALUES (${index + 1}, ${migration.name})`.execute(
        trx,
      );
    });
    ran.push(migration.name);
  }
  return ran;
}
