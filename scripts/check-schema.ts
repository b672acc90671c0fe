// The committed schemas must be what the migrations make, so that a review sees the whole table.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { kyselyOver, openDatabase } from '../runtime/database.ts';
import { migrate, type Migration } from '../runtime/migrate.ts';
import { settleGenerated } from './generated-file.ts';
import { ROOT } from './setup.mjs';
import { formatSql } from './sql-layout.ts';

const STORES = ['server/store', 'station/store'];

async function dumpSchema(migrations: readonly Migration<unknown>[]): Promise<string> {
  const sqlite = openDatabase(':memory:');
  const db = kyselyOver<unknown>(sqlite);
  await migrate(db, migrations);
  const rows = sqlite
    .prepare<[], { sql: string }>(
      "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by tbl_name, type <> 'table', name",
    )
    .all();
  await db.destroy();
  return rows.map(({ sql }) => `${formatSql(sql)};\n`).join('\n');
}

for (const store of STORES) {
  const file = join(ROOT, store, 'migrations/all.ts');
  if (!existsSync(file)) continue;
  const { migrations } = (await import(file)) as { migrations: readonly Migration<unknown>[] };
  settleGenerated(`${store}/schema.sql`, await dumpSchema(migrations));
}
