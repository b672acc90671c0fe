import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kyselyOver, openDatabase } from '../../../runtime/database.ts';
import { migrate, type Migration } from '../../../runtime/migrate.ts';
import { tempFolder } from '../../support/temp-folder.ts';

interface Tables {
  thing: { id: string; size: number };
}

const first: Migration<Tables> = {
  name: '0001-thing',
  up: async (db: Kysely<unknown>) => {
    await sql`CREATE TABLE thing (id TEXT PRIMARY KEY, size INTEGER NOT NULL)`.execute(db);
  },
};
const second: Migration<Tables> = {
  name: '0002-index',
  up: async (db: Kysely<unknown>) => {
    await sql`CREATE INDEX thing_size ON thing (size)`.execute(db);
  },
};
const broken: Migration<Tables> = {
  name: '0003-broken',
  up: async (db: Kysely<Tables>) => {
    await db.insertInto('thing').values({ id: 'a', size: 1 }).execute();
    throw new Error('half way');
  },
};

async function open() {
  const file = join(await tempFolder(), 'loa.db');
  const sqlite = openDatabase(file);
  const db = kyselyOver<Tables>(sqlite);
  onTestFinished(() => db.destroy());
  return { file, sqlite, db };
}

describe('database', () => {
  it('is opened with a write-ahead log and enforced foreign keys', async () => {
    const { sqlite, file } = await open();
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(sqlite.pragma('synchronous', { simple: true })).toBe(1);
    const full = openDatabase(file, { durability: 'full' });
    expect(full.pragma('synchronous', { simple: true })).toBe(2);
    full.close();
  });

  it('can be read by a second connection that cannot write', async () => {
    const { file, db } = await open();
    await migrate(db, [first]);
    const reader = openDatabase(file, { readonly: true });
    onTestFinished(() => void reader.close());
    expect(reader.prepare('SELECT count(*) AS n FROM thing').get()).toEqual({ n: 0 });
    expect(() => reader.exec("INSERT INTO thing VALUES ('a', 1)")).toThrow('readonly');
  });
});

describe('migrate', () => {
  it('runs each migration once, in order', async () => {
    const { db } = await open();
    expect(await migrate(db, [first])).toEqual(['0001-thing']);
    expect(await migrate(db, [first, second])).toEqual(['0002-index']);
    expect(await migrate(db, [first, second])).toEqual([]);
  });

  it('leaves nothing of a migration that failed', async () => {
    const { db } = await open();
    await expect(migrate(db, [first, second, broken])).rejects.toThrow('half way');
    expect(await db.selectFrom('thing').selectAll().execute()).toEqual([]);
    expect(await migrate(db, [first, second])).toEqual([]);
  });

  it('refuses a database that is newer than the code', async () => {
    const { db } = await open();
    await migrate(db, [first, second]);
    await expect(migrate(db, [first])).rejects.toMatchObject({ code: 'database_newer' });
    await expect(migrate(db, [second])).rejects.toMatchObject({ code: 'database_newer' });
  });
});
