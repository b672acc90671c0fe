import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { problem } from '../../../contract/problem.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const limitBytes = 1024 * 1024;
const server = useTestServer({ config: { uploadLimitBytes: limitBytes } });
const clock = systemClock();

/** Names of all files in the media store, in the making or whole. */
async function storedFiles(): Promise<string[]> {
  const folder = join(server().dataFolder, 'media');
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

function noise(bytes: number, seed = 1): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(bytes);
  for (let index = 0, x = seed; index < bytes; index += 1) {
    x = (x * 1_103_515_245 + 12_345) % 2 ** 31;
    content[index] = x >> 16;
  }
  return content;
}

async function author(): Promise<{ person: Person; areaId: string }> {
  return { person: await server().as('author'), areaId: await server().rootId() };
}

async function countRecordings(person: Person): Promise<number> {
  const { items } = await person.call(api.recordings.list, { query: { limit: 500 } });
  return items.length;
}

/** A form as `curl -F` would send it, given part by part. */
function formOf(parts: string[]): { body: string; contentType: string } {
  const boundary = 'loa-test-boundary';
  const body = [...parts.map((part) => `--${boundary}\r\n${part}\r\n`), `--${boundary}--\r\n`];
  return { body: body.join(''), contentType: `multipart/form-data; boundary=${boundary}` };
}
const field = (name: string, value: string) =>
  `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const file = (content: string, name = 'tin.mp3') =>
  `Content-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}`;

async function post(person: Person, parts: string[]) {
  const { body, contentType } = formOf(parts);
  const response = await person.fetch('/api/v1/recordings', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe('an upload', () => {
  it('is kept under its hash and waits for a worker', async () => {
    const { person, areaId } = await author();
    const bytes = noise(200_000);
    const expiresAt = clock.now() + 3600_000;
    const made = await person.upload(
      { areaId, title: 'Vay vốn', expiresAt },
      { bytes, name: 'Vay vốn hộ nghèo – bản 2.mp3' },
    );
    expect(made).toMatchObject({
      title: 'Vay vốn',
      areaId,
      authorName: person.me.name,
      onAir: null,
      latest: {
        number: 1,
        state: 'stored',
        expiresAt,
        source: {
          sha256: sha256(bytes),
          bytes: bytes.length,
          name: 'Vay vốn hộ nghèo – bản 2.mp3',
        },
      },
    });
    expect(await storedFiles()).toContain(sha256(bytes));
  });

  it('without a title is called after its file', async () => {
    const { person, areaId } = await author();
    // Decomposed, as a Mac sends it.
    const name = 'Chủ_quyền biển đảo.tập 1.MP3'.normalize('NFD');
    const made = await person.upload({ areaId }, { bytes: noise(1000, 2), name });
    expect(made.title).toBe('Chủ quyền biển đảo.tập 1');
    expect(made.latest.source.name).toBe(name.normalize('NFC'));
  });

  it('of an empty file is refused at once', async () => {
    const { person, areaId } = await author();
    const before = [await countRecordings(person), await storedFiles()];
    const call = person.upload({ areaId }, { bytes: new Uint8Array(), name: 'rỗng.mp3' });
    expect(await refusal(call)).toMatchObject({ code: 'empty_file', status: 400 });
    expect([await countRecordings(person), await storedFiles()]).toEqual(before);
  });

  it('above the limit is refused and leaves nothing, told beforehand or not', async () => {
    const { person, areaId } = await author();
    const before = [await countRecordings(person), await storedFiles()];
    for (const more of [1, limitBytes]) {
      const bytes = noise(limitBytes + more, 3);
      const call = person.upload({ areaId }, { bytes, name: 'dài.wav' });
      expect(await refusal(call)).toMatchObject({ code: 'upload_too_large', status: 413 });
    }
    expect([await countRecordings(person), await storedFiles()]).toEqual(before);
    const exact = await person.upload({ areaId }, { bytes: noise(limitBytes, 4), name: 'vừa.wav' });
    expect(exact.latest.source.bytes).toBe(limitBytes);
  });

  it('that breaks off leaves nothing', async () => {
    const { person, areaId } = await author();
    const before = [await countRecordings(person), await storedFiles()];
    const { body, contentType } = formOf([field('areaId', areaId), file('x'.repeat(300_000))]);
    await new Promise<void>((resolve) => {
      const sending = request(`${server().origin}/api/v1/recordings`, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          'content-length': body.length,
          ...person.headers(),
        },
      });
      sending.on('error', () => resolve());
      sending.write(body.slice(0, 200_000), () => {
        void whenStoring().then(() => sending.destroy());
      });
    });
    await expect.poll(storedFiles, { timeout: 10_000 }).toEqual(before[1]);
    expect(await countRecordings(person)).toBe(before[0]);
  });

  it('with a form that ends early is refused and leaves nothing', async () => {
    const { person, areaId } = await author();
    const before = await storedFiles();
    const { body, contentType } = formOf([field('areaId', areaId), file('x'.repeat(100_000))]);
    const response = await person.fetch('/api/v1/recordings', {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: body.slice(0, -30),
    });
    expect(problem.parse(await response.json()).code).toBe('upload_interrupted');
    expect(await storedFiles()).toEqual(before);
  });

  it.each([
    ['a body that is no form', 'application/json', '{}', 'body_type_unsupported', 415],
    ['a sound without a form', 'audio/mpeg', 'ID3', 'body_type_unsupported', 415],
    ['a form without boundary', 'multipart/form-data', 'x', 'body_type_unsupported', 415],
  ])('of %s is refused', async (_name, contentType, body, code, status) => {
    const { person } = await author();
    const response = await person.fetch('/api/v1/recordings', {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    expect(problem.parse(await response.json())).toMatchObject({ code, status });
  });

  it('needs good fields before one file', async () => {
    const { person, areaId } = await author();
    const before = await storedFiles();
    const area = field('areaId', areaId);
    const codeOf = async (parts: string[]) => (await post(person, parts)).json.code;
    expect(await codeOf([area])).toBe('upload_missing');
    expect(await codeOf([])).toBe('upload_missing');
    expect(await codeOf([file('abc')])).toBe('body_invalid');
    expect(await codeOf([file('abc'), area])).toBe('body_invalid');
    expect(await codeOf([area, file('abc'), field('title', 'sau')])).toBe('body_invalid');
    expect(await codeOf([area, file('abc'), file('def')])).toBe('body_invalid');
    expect(await codeOf([field('areaId', 'nowhere'), file('abc')])).toBe('area_not_found');
    expect(await codeOf([area, field('programmeId', 'none'), file('abc')])).toBe(
      'programme_not_found',
    );
    expect(await codeOf([area, field('expiresAt', '1000'), file('abc')])).toBe('validity_invalid');
    expect(await codeOf([area, field('expiresAt', 'mai'), file('abc')])).toBe('body_invalid');
    expect(await codeOf([area, field('__proto__', 'x'), field('title', '  '), file('a')])).toBe(
      'body_invalid',
    );
    // A part whose opening was under way is left to the sweep.
    const kept = (await storedFiles()).filter((name) => !name.endsWith('.part'));
    expect(kept).toEqual(before);
    const good = await post(person, [area, field('title', ''), field('expiresAt', ''), file('ok')]);
    expect(good).toMatchObject({ status: 201, json: { title: 'tin' } });
  });

  it('into the area of others is refused', async () => {
    const administrator = await server().administrator();
    const parentId = await server().rootId();
    const area = { kind: 'xã', parentId, validFrom: null, validTo: null, name: 'Xã' };
    const [a, b] = await Promise.all(
      ['a', 'b'].map((code) => administrator.call(api.areas.create, { body: { ...area, code } })),
    );
    const person = await server().as('author', a?.id);
    const send = (areaId = '') =>
      person.upload({ areaId }, { bytes: noise(500, 9), name: 'tin.mp3' });
    expect((await refusal(send(b?.id))).code).toBe('not_allowed');
    expect((await refusal(send(parentId))).code).toBe('not_allowed');
    expect((await send(a?.id)).areaId).toBe(a?.id);
  });
});

/** Resolves when the store holds a file in the making. */
async function whenStoring(): Promise<void> {
  await expect
    .poll(async () => (await storedFiles()).some((name) => name.endsWith('.part')), {
      timeout: 10_000,
    })
    .toBe(true);
}
