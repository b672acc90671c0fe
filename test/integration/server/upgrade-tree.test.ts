import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { api } from '../../../contract/api.ts';
import { kyselyOver, openDatabase } from '../../../runtime/database.ts';
import { migrate } from '../../../runtime/migrate.ts';
import { createPasswords } from '../../../server/auth/passwords.ts';
import { readServerConfig } from '../../../server/config.ts';
import { migrations } from '../../../server/store/migrations/all.ts';
import { startTestServer } from '../../support/server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const at = migrations.findIndex(({ name }) => name === '0008-tree');
const password = 'bảy con cò trắng';

/** A database of before areas had days, with whatever names a station. */
async function oldDatabase(file: string): Promise<Kysely<unknown>> {
  const db = kyselyOver<unknown>(openDatabase(file));
  await migrate(db, migrations.slice(0, at));
  const add = (table: string, row: Record<string, string | number | null>) =>
    sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
      values (${sql.join(Object.values(row))})`.execute(db);
  const area = (id: string, parent_id: string | null, dates: object = {}) =>
    add('area', {
      id,
      code: id,
      name: `Xã ${id}`,
      name_folded: `xa ${id}`,
      kind: 'xã',
      parent_id,
      ...dates,
    });
  await area('root', null);
  await area('a', 'root', { valid_to: '2025-06-30' });
  await area('b', 'root', { valid_from: '2025-07-01' });
  await area('thon', 'b');
  for (const id of ['a', 'b'])
    await add('station', {
      ...{ id: `s${id}`, area_id: id, name: `Đài ${id}`, name_folded: `dai ${id}` },
      ...{ zone: 'Asia/Ho_Chi_Minh', created_at: 1 },
    });
  const times = {
    weekdays: '[1]',
    starts_at: '05:00:00',
    latest_end: '05:30:00',
    parts: '[{"tier":"own","budgetMs":600000,"anchor":null}]',
  };
  await add('session', {
    id: 'session',
    station_id: 'sb',
    key: 'morning',
    name: 'Sáng',
    ...times,
  });
  for (const [id, area_id] of [
    ['e1', 'b'],
    ['e2', 'thon'],
  ] as const)
    await add('endpoint', {
      ...{ id, station_id: 'sb', area_id, name: `Cụm ${id}`, kind: 'agent', created_at: 1 },
    });
  const password_hash = await createPasswords().hash(password);
  const names = { login: 'quan.tri', name: 'Quản trị', name_folded: 'quan tri' };
  await add('user', { id: 'u', ...names, password_hash, created_at: 1 });
  await add('grant', { user_id: 'u', role: 'administrator', area_id: 'root' });
  await add('standing_answer', {
    ...{
      id: 'standing',
      station_id: 'sb',
      kind: 'offer',
      area_id: 'root',
      answer: '{"is":"declined"}',
    },
    ...{ user_id: 'u', at: 1 },
  });
  return db;
}

async function rowsOf(
  db: Kysely<unknown>,
  tables: readonly string[],
  columns: Map<string, string[]>,
) {
  const rows = new Map<string, unknown[]>();
  for (const table of tables) {
    const names = columns.get(table) ?? [];
    const found =
      await sql`select ${sql.join(names.map((name) => sql.ref(name)))} from ${sql.table(table)}
      order by ${sql.join(names.map((name) => sql.ref(name)))}`.execute(db);
    rows.set(table, found.rows);
  }
  return rows;
}

it('keeps every row when areas get their days, and each of them its parents', async () => {
  const db = await oldDatabase(`${await tempFolder()}/loa.sqlite`);
  onTestFinished(() => db.destroy());
  const { rows: tables } = await sql<{ name: string }>`select name from sqlite_schema
    where type = 'table' and name not like 'sqlite%' and name not like '%search%' and name <> 'migration'
    order by name`.execute(db);
  const names = tables.map(({ name }) => name);
  const columns = new Map<string, string[]>();
  for (const name of names) {
    const { rows } = await sql<{
      name: string;
    }>`select name from pragma_table_info(${name})`.execute(db);
    columns.set(
      name,
      // A later step takes the places of notes over into the notes themselves.
      rows.map((row) => row.name).filter((column) => column !== 'note_at_ms'),
    );
  }
  const before = await rowsOf(db, names, columns);
  expect(before.get('station')).toHaveLength(2);
  await migrate(db, migrations);
  expect(await rowsOf(db, names, columns)).toEqual(before);
  expect((await sql`pragma foreign_key_check`.execute(db)).rows).toEqual([]);
  // What names a station still does.
  const orphan = sql`update session set station_id = 'nowhere'`.execute(db);
  await expect(orphan).rejects.toThrow('FOREIGN KEY');
  const second = sql`insert into station (id, area_id, name, name_folded, zone, created_at)
    values ('x', 'b', 'x', 'x', 'Asia/Ho_Chi_Minh', 1)`.execute(db);
  await expect(second).rejects.toThrow('UNIQUE');
});

it('answers of an old database as it did', async () => {
  const folder = await tempFolder();
  const { paths } = readServerConfig({ LOA_DATA: folder, REDIS_URL: 'redis://nowhere' });
  await mkdir(dirname(paths.database), { recursive: true });
  await (await oldDatabase(paths.database)).destroy();
  const server = await startTestServer({ config: { paths } });
  onTestFinished(() => server.stop());
  const person = server.stranger();
  await person.signIn('quan.tri', password);
  const areas = async (on: string) =>
    (await person.call(api.areas.list, { query: { on } })).items.map((one) => [
      one.id,
      one.parentId,
    ]);
  expect(await areas('2025-06-30')).toEqual([
    ['root', null],
    ['a', 'root'],
    ['thon', 'root'],
  ]);
  expect(await areas('2025-07-01')).toEqual([
    ['root', null],
    ['b', 'root'],
    ['thon', 'b'],
  ]);
  const stations = await person.call(api.stations.list, { query: {} });
  expect(stations.items.map(({ id, areaId, endpoints }) => [id, areaId, endpoints])).toEqual([
    ['sa', 'a', 0],
    ['sb', 'b', 2],
  ]);
  const endpoints = await person.call(api.endpoints.list, { query: { areaId: 'thon' } });
  expect(endpoints.items).toMatchObject([{ id: 'e2', stationId: 'sb', areaId: 'thon' }]);
  const sessions = await person.call(api.sessions.list, { query: {} });
  expect(sessions.items).toMatchObject([{ id: 'session', stationId: 'sb' }]);
});
