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
