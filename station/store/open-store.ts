import { chmodSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { kyselyOver, openDatabase } from '../../runtime/database.ts';
import { migrate } from '../../runtime/migrate.ts';
import { migrations } from './migrations/all.ts';
import type { StationDatabase } from './schema.ts';

export type StationStore = Kysely<StationDatabase>;

/** Opens the endpoint's database in its data folder; it holds a secret, so nobody else may read it. */
export async function openStore(folder: string): Promise<StationStore> {
  const file = join(folder, 'station.sqlite');
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  // What a power cut takes back was never proof.
  const sqlite = openDatabase(file, { durability: 'full' });
  const db = kyselyOver<StationDatabase>(sqlite);
  await migrate(db, migrations);
  return db;
}
