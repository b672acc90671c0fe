import { access, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { createMediaStore } from '../../../media/store.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';
import { createAccess } from '../../../server/access/access.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Database } from '../../../server/store/schema.ts';
import { sweepUploads } from '../../../server/uploads/sweep.ts';
import { testServer } from '../../support/server.ts';

const clock = systemClock();
const dayMs = 24 * 3600_000;

it('drops what nobody goes on with and nothing that anybody needs', async () => {
  const server = await testServer();
  const person = await server.as('author');
  const { paths } = server.config;
  const store = await openStore(paths.database);
  onTestFinished(() => store.close());
  const { db } = store;
  const media = await createMediaStore(paths.media);
  const uploadFolder = join(paths.media, 'uploads');
  const ago = (days: number) => clock.now() - days * dayMs;
  const age = (path: string, days: number) => utimes(path, ago(days) / 1000, ago(days) / 1000);
  const leave = async (name: string, days: number, bytes = 'tin') => {
    await writeFile(join(uploadFolder, name), bytes);
    await age(join(uploadFolder, name), days);
  };
  const keep = async (text: string, days: number) => {
    const { sha256 } = await media.put(Readable.from([Buffer.from(text)]), { limitBytes: 1000 });
    await age(media.path(sha256), days);
    return sha256;
  };
  const add = async (id: string, days: number, more: Partial<Database['upload']> = {}) => {
    const [at, wish] = [ago(days), '{}'];
    const fixed = { user_id: person.me.id, file_name: id, length_bytes: 9, fields: wish };
    const open = { state: 'receiving', source_sha256: null, recording_id: null, reason_code: null };
    const times = { created_at: at, touched_at: at };
    await db
      .insertInto('upload')
      .values({ id, ...fixed, ...(open as Pick<Database['upload'], 'state'>), ...times, ...more })
      .execute();
  };

  await add('given_up', 8);
  await leave('given_up', 8);
  await add('slow', 6);
  await leave('slow', 6);
  await add('never_begun', 2);
  await leave('never_begun', 2, '');
  await leave('orphan', 2);
  await leave('orphan.json', 2);
  await leave('just_made', 0);
  const { latest } = await person.upload(
    { areaId: await server.rootId() },
    { bytes: new Uint8Array(Buffer.from('dùng rồi')), name: 'a.mp3' },
  );
  await age(media.path(latest.source.sha256), 9);
  const lost = await keep('không ai dùng', 2);
  const fresh = await keep('vừa lại đến', 0);
  const whole = await keep('đang vào kho', 9);
  const refused = (source: string) => ({ state: 'refused', source_sha256: source }) as const;
  await add('refused_lost', 2, refused(lost));
  await add('refused_fresh', 2, refused(fresh));
  await add('refused_used', 2, refused(latest.source.sha256));
  await add('refused_whole', 2, refused(whole));
  await add('whole', 9, { state: 'whole', source_sha256: whole });

  const deps = { db, access: createAccess({ db }), media, uploadFolder, clock };
  const limits = { fileBytes: 1000, totalBytes: null, personBytes: null };
  const log = createLogger({ name: 'test', level: 'silent' });
  const quiet = { kick: () => {}, recordingsChanged: () => {}, uploadLimits: limits, log };
  await sweepUploads({ ...deps, ...quiet });

  const rows = await db.selectFrom('upload').select('id').orderBy('id').execute();
  expect(rows.map(({ id }) => id)).toEqual([
    'refused_fresh',
    'refused_lost',
    'refused_used',
    'refused_whole',
    'slow',
    'whole',
  ]);
  const isThere = (name: string) =>
    access(join(uploadFolder, name)).then(
      () => true,
      () => false,
    );
  const names = ['given_up', 'slow', 'never_begun', 'orphan', 'orphan.json', 'just_made'];
  const left = await Promise.all(names.map(isThere));
  expect(names.filter((_, index) => left[index])).toEqual(['slow', 'just_made']);
  expect(await media.has(lost)).toBe(false);
  for (const needed of [fresh, whole, latest.source.sha256])
    expect(await media.has(needed)).toBe(true);
});
