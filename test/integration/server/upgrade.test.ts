import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { kyselyOver, openDatabase } from '../../../runtime/database.ts';
import { migrate } from '../../../runtime/migrate.ts';
import { migrations } from '../../../server/store/migrations/all.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('calls off the transcodings that an older version asked for, and nothing else', async () => {
  const db = kyselyOver<unknown>(openDatabase(`${await tempFolder()}/loa.sqlite`));
  onTestFinished(() => db.destroy());
  await migrate(db, migrations.slice(0, 1));
  const add = (id: string, kind: string, state: string) =>
    sql`insert into work (id, kind, subject, generation, state, payload, due, updated_at)
      values (${id}, ${kind}, ${id}, 1, ${state}, '{}', 0, 0)`.execute(db);
  await add('due', 'transcode', 'due');
  await add('queued', 'transcode', 'queued');
  await add('failed', 'transcode', 'failed');
  await add('push', 'push', 'queued');
  await migrate(db, migrations);
  const { rows } = await sql`select id, state from work order by id`.execute(db);
  expect(rows).toEqual([
    { id: 'due', state: 'done' },
    { id: 'failed', state: 'failed' },
    { id: 'push', state: 'queued' },
    { id: 'queued', state: 'done' },
  ]);
});

it('begins the history of broadcasts with what they are', async () => {
  const db = kyselyOver<unknown>(openDatabase(`${await tempFolder()}/loa.sqlite`));
  onTestFinished(() => db.destroy());
  const at = migrations.findIndex(({ name }) => name === '0007-history');
  await migrate(db, migrations.slice(0, at));
  await sql`insert into user (id, login, name, name_folded, password_hash, created_at)
    values ('u', 'u', 'U', 'u', '', 0)`.execute(db);
  await sql`insert into area (id, code, name, name_folded, kind)
    values ('a', '1', 'A', 'a', 'xã')`.execute(db);
  const add = (id: string, state: string, version: number) =>
    sql`insert into broadcast (id, title, owner_area_id, class, placement, dates, items, overrides,
      targets, overflow, when_beaten, after_interrupt, state, version, author_id, created_at,
      updated_at, first_date) values (${id}, 'T', 'a', 'normal', '{}', '{}', '[]', '[]', '{}', '{}',
      'skip', 'drop', ${state}, ${version}, 'u', 1, ${version * 10}, '2028-02-28')`.execute(db);
  await add('made', 'active', 1);
  await add('edited', 'active', 4);
  await add('gone', 'withdrawn', 2);
  await migrate(db, migrations);
  const { rows } = await sql<{ row: string; broadcast_id: string }>`
    select broadcast_id, version, what, user_id, at, owner_area_id, row from broadcast_version
    order by broadcast_id`.execute(db);
  const common = { user_id: 'u', owner_area_id: 'a' };
  expect(rows).toMatchObject([
    { broadcast_id: 'edited', version: 4, what: 'update', at: 40, ...common },
    { broadcast_id: 'gone', version: 2, what: 'withdraw', at: 20, ...common },
    { broadcast_id: 'made', version: 1, what: 'create', at: 10, ...common },
  ]);
  for (const { broadcast_id: id, row } of rows) {
    const now = await sql`select * from broadcast where id = ${id}`.execute(db);
    expect(JSON.parse(row)).toEqual(now.rows[0]);
  }
});
