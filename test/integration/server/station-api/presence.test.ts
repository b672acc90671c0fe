import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../runtime/clock.ts';
import { createLogger } from '../../../../runtime/log.ts';
import { createPresence } from '../../../../server/station-api/presence.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/** A store with one endpoint, and what keeps its signs of life. */
async function withOne() {
  const { db, close } = await openStore(join(await tempFolder(), 'loa.db'));
  onTestFinished(() => close());
  await sql`pragma foreign_keys = off`.execute(db);
  await sql`insert into endpoint (id, station_id, area_id, name, kind, created_at)
    values ('there', 'none', 'none', 'Cụm 1', 'agent', 0)`.execute(db);
  await sql`pragma foreign_keys = on`.execute(db);
  const log = createLogger({ name: 'test', level: 'silent' });
  const presence = createPresence({ db, clock: systemClock(), log });
  const told = () => db.selectFrom('endpoint_status').select('endpoint_id').execute();
  const fetched = () => db.selectFrom('endpoint_served').select(['endpoint_id', 'bytes']).execute();
  return { db, presence, told, fetched };
}

it('keeps what endpoints said and fetched though one of them went away meanwhile', async () => {
  const { presence, told, fetched } = await withOne();
  for (const id of ['gone', 'there']) {
    presence.seen(id);
    presence.served(id, 7);
  }
  await presence.close();
  expect(await told()).toEqual([{ endpoint_id: 'there' }]);
  expect(await fetched()).toEqual([{ endpoint_id: 'there', bytes: 7 }]);
});

it('takes bytes that went out for no sign of life', async () => {
  const { presence, told, fetched } = await withOne();
  presence.served('there', 7);
  await presence.close();
  expect(await told()).toEqual([]);
  expect(await fetched()).toEqual([{ endpoint_id: 'there', bytes: 7 }]);
});

it('writes later what could not be written', async () => {
  const { db, presence, told, fetched } = await withOne();
  presence.seen('there');
  presence.served('there', 7);
  await sql`alter table endpoint_served rename to away`.execute(db);
  await expect(presence.flush()).rejects.toThrow('no such table');
  expect(await told()).toEqual([]);
  await sql`alter table away rename to endpoint_served`.execute(db);
  presence.served('there', 3);
  await presence.close();
  expect(await told()).toEqual([{ endpoint_id: 'there' }]);
  expect(await fetched()).toEqual([{ endpoint_id: 'there', bytes: 10 }]);
});
