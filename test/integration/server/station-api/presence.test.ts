import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../runtime/clock.ts';
import { createLogger } from '../../../../runtime/log.ts';
import { createPresence } from '../../../../server/station-api/presence.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

it('keeps what endpoints said and fetched though one of them went away meanwhile', async () => {
  const { db, close } = await openStore(join(await tempFolder(), 'loa.db'));
  onTestFinished(() => close());
  await sql`pragma foreign_keys = off`.execute(db);
  await sql`insert into endpoint (id, station_id, area_id, name, kind, created_at)
    values ('there', 'none', 'none', 'Cụm 1', 'agent', 0)`.execute(db);
  await sql`pragma foreign_keys = on`.execute(db);
  const log = createLogger({ name: 'test', level: 'silent' });
  const presence = createPresence({ db, clock: systemClock(), log });
  for (const id of ['gone', 'there']) {
    presence.seen(id);
    presence.served(id, 7);
  }
  await presence.close();
  const told = db.selectFrom('endpoint_status').select('endpoint_id');
  expect(await told.execute()).toEqual([{ endpoint_id: 'there' }]);
  const fetched = db.selectFrom('endpoint_served').select(['endpoint_id', 'bytes']);
  expect(await fetched.execute()).toEqual([{ endpoint_id: 'there', bytes: 7 }]);
});
