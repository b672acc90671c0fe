import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { api } from '../../../contract/api.ts';
import { createMediaStore } from '../../../media/store.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import { createLogger } from '../../../runtime/log.ts';
import { createAccess } from '../../../server/access/access.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Database } from '../../../server/store/schema.ts';
import { createFinisher } from '../../../server/uploads/finish.ts';
import { testServer } from '../../support/server.ts';

const clock = systemClock();

async function setUp() {
  const server = await testServer();
  const person = await server.as('author');
  const areaId = await server.rootId();
  const { paths } = server.config;
  const store = await openStore(paths.database);
  onTestFinished(() => store.close());
  const { db } = store;
  const media = await createMediaStore(paths.media);
  const uploadFolder = join(paths.media, 'uploads');
  await mkdir(uploadFolder, { recursive: true });
  const told: string[] = [];
  const finisher = createFinisher({
    ...{ db, access: createAccess({ db }), media, uploadFolder, clock },
    uploadLimits: { fileBytes: 1_000_000, totalBytes: null, personBytes: null },
    kick: () => {},
    recordingsChanged: (ids) => told.push(...ids),
    log: createLogger({ name: 'test', level: 'silent' }),
  });
  const add = async (
    id: string,
    bytes: Buffer,
    more: Partial<Database['upload']> & Pick<Database['upload'], 'state'>,
  ) => {
    const wish = { recordingId: null, fields: { areaId }, sha256: null, isWantedAgain: false };
    const fixed = { user_id: person.me.id, file_name: `${id}.mp3`, length_bytes: bytes.length };
    const none = { source_sha256: null, recording_id: null, reason_code: null };
    const times = { created_at: clock.now(), touched_at: clock.now() };
    const row = { id, ...fixed, fields: JSON.stringify(wish), ...none, ...times, ...more };
    await db.insertInto('upload').values(row).execute();
    await writeFile(join(uploadFolder, id), bytes);
    return join(uploadFolder, id);
  };
  return { person, db, media, finisher, add, told };
}

it('goes on from each step at which a kill can leave an upload', async () => {
  const { person, media, finisher, add, told } = await setUp();
  const texts = ['vừa đủ', 'biết mã băm', 'đã vào kho'].map((text) => Buffer.from(text));
  const [arrived, hashed, moved] = texts as [Buffer, Buffer, Buffer];
  await add('arrived', arrived, { state: 'receiving' });
  await add('hashed', hashed, { state: 'whole', source_sha256: sha256(hashed) });
  const part = await add('moved', moved, { state: 'whole', source_sha256: sha256(moved) });
  await media.adopt(part);

  for (const id of ['arrived', 'hashed', 'moved']) {
    // Asked by a client, its second try and a beat at once.
    const rows = await Promise.all([1, 2, 3].map(() => finisher.finish(id)));
    expect(new Set(rows.map((row) => row.recording_id)).size).toBe(1);
    expect(rows[0]).toMatchObject({ state: 'kept' });
    expect(await finisher.finish(id)).toEqual(rows[0]);
  }
  const { items } = await person.call(api.recordings.list, {});
  expect(items.map(({ latest }) => latest.source.sha256).sort()).toEqual(texts.map(sha256).sort());
  expect(told.sort()).toEqual(items.map(({ id }) => id).sort());
});

it('keeps nothing of bytes that are not those that were announced', async () => {
  const { media, finisher, add } = await setUp();
  const bytes = Buffer.from('hỏng giữa đường');
  const wish = { recordingId: null, fields: null, sha256: 'a'.repeat(43), isWantedAgain: false };
  const fields = JSON.stringify(wish);
  const part = await add('broken', bytes, { state: 'receiving', fields });
  expect(await finisher.finish('broken')).toMatchObject({
    ...{ state: 'refused', reason_code: 'upload_interrupted', source_sha256: null },
  });
  expect(await media.has(sha256(bytes))).toBe(false);
  await expect(access(part)).rejects.toThrow('ENOENT');
});

it('refuses what its person may no longer send', async () => {
  const { person, db, finisher, add } = await setUp();
  const bytes = Buffer.from('không còn quyền');
  await add('late', bytes, { state: 'receiving' });
  await db.deleteFrom('grant').where('user_id', '=', person.me.id).execute();
  expect(await finisher.finish('late')).toMatchObject({
    state: 'refused',
    reason_code: 'not_allowed',
  });
});
