import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload, type HttpResponse } from 'tus-js-client';
import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { uploadsPath } from '../../../contract/http/uploads.ts';
import { createMediaStore } from '../../../media/store.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import { refusal, type Person } from '../../support/person.ts';
import { testServer, useTestServer, type TestServer } from '../../support/server.ts';
import { seeded } from '../../support/seeded.ts';
import { createTusSender, type TusSender } from '../../support/tus-sender.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { until } from '../../support/until.ts';

const mebibyte = 1024 * 1024;
const senderOf = (server: TestServer, person: Person) =>
  createTusSender(
    () => server.origin,
    () => person.headers(),
  );
const codeOf = ({ body }: { body: string }) => (JSON.parse(body) as { code: string }).code;
const locationOf = ({ headers }: { headers: { location?: string | undefined } }) =>
  headers.location ?? '';

async function sendWhole(sender: TusSender, bytes: Buffer, metadata: Record<string, string>) {
  const created = await sender.create(bytes.length, metadata);
  expect(created.status).toBe(201);
  const path = locationOf(created);
  return { path, answer: await sender.patch(path, bytes, 0) };
}

describe('an upload in parts', () => {
  const server = useTestServer();
  const author = async () => {
    const person = await server().as('author');
    const metadata = { filename: 'bản tin.mp3', areaId: await server().rootId() };
    return { person, metadata, sender: senderOf(server(), person) };
  };

  it('that is cut 20 times arrives whole', { timeout: 300_000 }, async () => {
    const isLong = process.env['LOA_LONG'] === '1';
    const length = (isLong ? 200 : 24) * mebibyte;
    const seed = Number(process.env['LOA_SEED'] ?? Date.now() % 1_000_000);
    const next = seeded(seed);
    const bytes = randomBytes(length);
    const { person, metadata, sender } = await author();
    const path = locationOf(await sender.create(length, metadata));
    for (let cut = 0; cut < 20; cut += 1) {
      const { status, headers } = await sender.head(path);
      expect(status, `seed ${seed}, cut ${cut}`).toBe(200);
      expect(headers['loa-upload-state']).toBe('receiving');
      const offset = Number(headers['upload-offset']);
      const answer = await sender.patch(path, bytes, offset, next(Math.ceil(length / 20)));
      expect(answer, `seed ${seed}, cut ${cut}`).toBeNull();
    }
    const offset = Number((await sender.head(path)).headers['upload-offset']);
    const answer = await sender.patch(path, bytes, offset);
    expect(answer, `seed ${seed}`).toMatchObject({ status: 204 });
    const id = String(answer?.headers['loa-recording-id']);
    const { latest } = await person.call(api.recordings.get, { params: { id } });
    expect(latest.source.sha256, `seed ${seed}`).toBe(sha256(bytes));
    expect(latest.source.bytes).toBe(length);
    const store = await createMediaStore(server().config.paths.media);
    expect((await store.measure(store.path(latest.source.sha256))).sha256).toBe(sha256(bytes));
    const again = await sender.head(path);
    expect(again.headers).toMatchObject({
      'upload-offset': String(length),
      'loa-upload-state': 'kept',
      'loa-recording-id': id,
    });
    if (isLong)
      process.stdout.write(`200 MiB cut 20 times, seed ${seed}: ${latest.source.sha256}\n`);
  });

  it('is its sender’s alone', async () => {
    const { metadata, sender } = await author();
    const bytes = randomBytes(5000);
    const path = locationOf(await sender.create(bytes.length, metadata));
    const other = senderOf(server(), await server().as('author'));
    expect((await other.head(path)).status).toBe(404);
    expect((await other.patch(path, bytes, 0))?.status).toBe(404);
    expect((await other.remove(path)).status).toBe(404);
    const stranger = senderOf(server(), server().stranger());
    expect((await stranger.head(path)).status).toBe(401);
    expect((await stranger.create(1, metadata)).status).toBe(401);
    expect((await sender.head(path)).headers['upload-offset']).toBe('0');
  });

  it('needs Loa-Csrf beside a cookie, good fields and a right in the area', async () => {
    const { person, metadata, sender } = await author();
    const { cookie = '' } = person.headers();
    const bare = createTusSender(
      () => server().origin,
      () => ({ cookie }),
    );
    const refused = await bare.create(10, metadata);
    expect(refused).toMatchObject({ status: 403 });
    expect(codeOf(refused)).toBe('csrf_missing');

    const { filename } = metadata;
    const cases: [number, Record<string, string>, string][] = [
      [10, { filename }, 'body_invalid'],
      [10, { ...metadata, areaId: 'ngoai_kia' }, 'area_not_found'],
      [10, { ...metadata, programmeId: 'khong_co' }, 'programme_not_found'],
      [10, { filename, recordingId: 'khong_co' }, 'recording_not_found'],
      [0, metadata, 'empty_file'],
      [501 * mebibyte, metadata, 'upload_too_large'],
    ];
    for (const [length, given, code] of cases) {
      const answer = await sender.create(length, given);
      expect(answer.headers['content-type'], code).toBe('application/problem+json');
      expect(codeOf(answer)).toBe(code);
    }
    const later = await person.fetch(uploadsPath, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-defer-length': '1' },
    });
    expect(later.status).toBe(400);
    const approver = senderOf(server(), await server().as('approver'));
    expect((await approver.create(10, metadata)).status).toBe(403);
    const { items } = await person.call(api.uploads.list, {});
    expect(items).toEqual([]);
  });

  it('refuses bytes that do not go on where it stands', async () => {
    const { metadata, sender } = await author();
    const bytes = randomBytes(4000);
    const path = locationOf(await sender.create(bytes.length, metadata));
    const wrong = await sender.patch(path, bytes, 100);
    expect(wrong?.status).toBe(409);
    expect((await sender.patch(path, Buffer.concat([bytes, bytes]), 0))?.status).toBe(413);
    expect((await sender.patch(path, bytes, 0))?.status).toBe(204);
    expect((await sender.patch(path, bytes, 100))?.status).toBe(409);
    const settled = await sender.patch(path, bytes, bytes.length);
    expect(settled).toMatchObject({ status: 204, headers: { 'loa-upload-state': 'kept' } });
  });

  it('of what is there already is told so, before a byte is sent where its hash is known', async () => {
    const { person, metadata, sender } = await author();
    const bytes = randomBytes(6000);
    const first = await sendWhole(sender, bytes, metadata);
    const id = String(first.answer?.headers['loa-recording-id']);

    const known = await sender.create(bytes.length, { ...metadata, sha256: sha256(bytes) });
    expect(known).toMatchObject({ status: 409, headers: { 'loa-recording-id': id } });
    expect(codeOf(known)).toBe('upload_duplicate');

    const second = await sendWhole(sender, bytes, metadata);
    expect(second.answer?.headers).toMatchObject({
      'loa-upload-state': 'duplicate',
      'loa-recording-id': id,
    });
    const { items } = await person.call(api.uploads.list, {});
    expect(items).toMatchObject([{ state: 'duplicate', recordingId: id, fileName: 'bản tin.mp3' }]);
    const params = { id: items[0]?.id ?? '' };
    const kept = await person.call(api.uploads.keep, { params });
    expect(kept.id).not.toBe(id);
    expect(kept.latest.source.sha256).toBe(sha256(bytes));
    expect((await refusal(person.call(api.uploads.keep, { params }))).code).toBe(
      'upload_state_wrong',
    );

    const third = await sendWhole(sender, bytes, {
      ...metadata,
      again: '1',
      sha256: sha256(bytes),
    });
    expect(third.answer?.headers['loa-upload-state']).toBe('kept');
  });

  it('becomes the new version of a recording', async () => {
    const { person, metadata, sender } = await author();
    const first = await sendWhole(sender, randomBytes(3000), metadata);
    const id = String(first.answer?.headers['loa-recording-id']);
    const bytes = randomBytes(3000);
    const second = await sendWhole(sender, bytes, { filename: 'sửa.mp3', recordingId: id });
    expect(second.answer?.headers['loa-recording-id']).toBe(id);
    const { latest } = await person.call(api.recordings.get, { params: { id } });
    expect(latest).toMatchObject({ number: 2, source: { sha256: sha256(bytes) } });
  });

  it('whose bytes are not what their hash said is refused and can be discarded', async () => {
    const { person, metadata, sender } = await author();
    const said = sha256('khác');
    const { answer } = await sendWhole(sender, randomBytes(3000), { ...metadata, sha256: said });
    expect(answer?.headers['loa-upload-state']).toBe('refused');
    const [item] = (await person.call(api.uploads.list, {})).items;
    expect(item).toMatchObject({ state: 'refused', reason: 'upload_interrupted' });
    await person.call(api.uploads.discard, { params: { id: item?.id ?? '' } });
    expect((await person.call(api.uploads.list, {})).items).toEqual([]);
  });

  it('has a harmless name whatever its sender called it', async () => {
    const { person, metadata, sender } = await author();
    const names: [given: string, kept: string][] = [
      ['Thông báo.mp3'.normalize('NFD'), 'Thông báo.mp3'.normalize('NFC')],
      ['../../etc/passwd', '../../etc/passwd'],
      ['tin\u0000.mp3', 'tin.mp3'],
      ['tin\u202egpm.mp3', 'tingpm.mp3'],
      ['📢 loa.mp3', '📢 loa.mp3'],
      ['d'.repeat(300), 'd'.repeat(200)],
    ];
    for (const [given, kept] of names) {
      const { answer } = await sendWhole(sender, randomBytes(1000), {
        ...metadata,
        filename: given,
      });
      const id = String(answer?.headers['loa-recording-id']);
      const { latest } = await person.call(api.recordings.get, { params: { id } });
      expect(latest.source.name).toBe(kept);
    }
  });

  it('is discarded by tus too, and too many at once are refused', async () => {
    const { person, metadata, sender } = await author();
    const paths: string[] = [];
    for (let count = 0; count < 20; count += 1)
      paths.push(locationOf(await sender.create(100, metadata)));
    const refused = await sender.create(100, metadata);
    expect(codeOf(refused)).toBe('uploads_unfinished');
    expect((await sender.remove(paths[0] ?? '')).status).toBe(204);
    expect((await sender.head(paths[0] ?? '')).status).toBe(404);
    expect((await sender.create(100, metadata)).status).toBe(201);
    expect((await person.call(api.uploads.list, {})).items).toHaveLength(20);
  });

  it('may come from a script, whose person then cannot approve it', async () => {
    const rootId = await server().rootId();
    const person = await server().person([
      { role: 'author', areaId: rootId },
      { role: 'approver', areaId: rootId },
    ]);
    const { value } = await person.call(api.tokens.create, {
      body: { name: 'máy', expiresAt: systemClock().now() + 60_000 },
    });
    const script = createTusSender(
      () => server().origin,
      () => ({ authorization: `Bearer ${value}` }),
    );
    const { answer } = await sendWhole(script, randomBytes(2000), {
      filename: 'tin.mp3',
      areaId: rootId,
    });
    const id = String(answer?.headers['loa-recording-id']);
    const { latest } = await person.call(api.recordings.get, { params: { id } });
    const refused = await refusal(
      person.call(api.recordings.approve, {
        params: { id },
        body: { versionId: latest.id, contentHash: latest.contentHash },
      }),
    );
    expect(refused.code).toBe('approver_is_author');
  });
});

describe('an upload by the client of the console', () => {
  const server = useTestServer();

  it('is paused, goes on, and tells what became of it', async () => {
    const person = await server().as('author');
    const bytes = randomBytes(3 * mebibyte);
    const said: (string | undefined)[] = [];
    const options = {
      endpoint: `${server().origin}${uploadsPath}`,
      chunkSize: mebibyte,
      headers: person.headers(),
      metadata: { filename: 'tin.mp3', areaId: await server().rootId() },
      retryDelays: null,
      onAfterResponse: (_request: unknown, response: HttpResponse) => {
        said.push(response.getHeader('Loa-Upload-State'));
      },
    };
    const address = await new Promise<string>((resolve, reject) => {
      const first = new Upload(bytes, {
        ...options,
        onError: reject,
        onChunkComplete: () => {
          void first.abort().then(() => resolve(first.url ?? ''));
        },
      });
      first.start();
    });
    const figures = await (await person.fetch('/metrics')).text();
    expect(figures).toMatch(/^loa_uploads_unfinished 1$/m);
    expect(figures).toMatch(/^loa_uploads_unfinished_bytes 3145728$/m);
    expect(figures).toMatch(/^loa_queue_depth\{kind="transcode",state="due"\} 0$/m);
    expect(figures).toMatch(/^loa_queue_oldest_seconds\{kind="push"\} 0$/m);
    await new Promise<void>((resolve, reject) => {
      const { endpoint: _endpoint, ...rest } = options;
      const second = new Upload(bytes, {
        ...rest,
        uploadUrl: address,
        onError: reject,
        onSuccess: () => resolve(),
      });
      second.start();
    });
    expect(said.at(-1)).toBe('kept');
    const { items } = await person.call(api.recordings.list, {});
    expect(items[0]?.latest.source.sha256).toBe(sha256(bytes));
  });
});

describe('a server that ends while an upload comes', () => {
  it('goes on with it, and finishes what had all arrived', async () => {
    const server = await testServer();
    const person = await server.as('author');
    const metadata = { filename: 'tin.mp3', areaId: await server.rootId() };
    const sender = senderOf(server, person);
    const bytes = randomBytes(300_000);
    const path = locationOf(await sender.create(bytes.length, metadata));
    await sender.patch(path, bytes, 0, 100_000);
    await server.restart();
    const offset = Number((await sender.head(path)).headers['upload-offset']);
    expect(offset).toBeLessThanOrEqual(100_000);
    expect((await sender.patch(path, bytes, offset))?.headers['loa-upload-state']).toBe('kept');

    // As if it was killed after the last byte: nobody comes back to ask.
    const last = randomBytes(50_000);
    const lost = locationOf(await sender.create(last.length, metadata));
    const part = join(server.config.paths.media, 'uploads', lost.split('/').at(-1) ?? '');
    await appendFile(part, last);
    await server.restart();
    await until(
      async () => {
        const { items } = await person.call(api.recordings.list, {});
        return items.some(({ latest }) => latest.source.sha256 === sha256(last)) || undefined;
      },
      { limitMs: 20_000, what: 'the upload is in the library' },
    );
    expect((await sender.head(lost)).headers['loa-upload-state']).toBe('kept');
    const { items } = await person.call(api.recordings.list, {});
    expect(items).toHaveLength(2);
  });
});

describe('room', () => {
  it('is kept by person and in all, counting the same file once and what is to come whole', async () => {
    const quota = { totalBytes: 30_000, personBytes: 20_000 };
    const server = await testServer({ config: { quota } });
    const metadata = { filename: 'tin.mp3', areaId: await server.rootId() };
    const first = await server.as('author');
    const sender = senderOf(server, first);
    const bytes = randomBytes(9000);
    await sendWhole(sender, bytes, metadata);
    await sendWhole(sender, bytes, { ...metadata, again: '1' });
    const { quota: used } = await first.call(api.uploads.list, {});
    expect(used).toMatchObject({ usedBytes: 9000, limitBytes: 20_000 });
    expect((await sender.create(10_000, metadata)).status).toBe(201);
    const full = await sender.create(2000, metadata);
    expect(codeOf(full)).toBe('quota_full');

    const second = await server.as('author');
    expect(codeOf(await senderOf(server, second).create(11_500, metadata))).toBe('quota_full');
    const form = second.upload(
      { areaId: metadata.areaId },
      { bytes: new Uint8Array(12_000), name: 'tin.mp3' },
    );
    expect((await refusal(form)).code).toBe('quota_full');
  });

  it('on the disk that runs out is told, and the upload goes on when there is some again', async ({
    skip,
  }) => {
    const disk = await smallDisk(8 * 1024);
    if (!disk) return skip('no file system may be mounted here');
    const usual = await testServer();
    const paths = { ...usual.config.paths, media: disk.folder };
    const server = await testServer({ config: { paths } });
    const person = await server.as('author');
    const sender = senderOf(server, person);
    const bytes = randomBytes(3 * mebibyte);
    const path = locationOf(
      await sender.create(bytes.length, { filename: 'tin.mp3', areaId: await server.rootId() }),
    );
    await disk.fill(7 * mebibyte);
    const refused = await sender.patch(path, bytes, 0);
    expect(refused?.status).toBe(507);
    expect(codeOf(refused ?? { body: '{}' })).toBe('disk_full');
    await disk.free();
    const offset = Number((await sender.head(path)).headers['upload-offset']);
    const answer = await sender.patch(path, bytes, offset);
    expect(answer?.headers['loa-upload-state']).toBe('kept');
  });
});
