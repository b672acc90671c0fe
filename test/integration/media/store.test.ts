import { createHash } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createMediaStore } from '../../../media/store.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const nameOf = (body: string) => createHash('sha256').update(body).digest('base64url');
const limitBytes = 1_000;

async function setUp() {
  const folder = await tempFolder();
  const store = await createMediaStore(folder);
  return { store, left: () => readdir(join(folder, 'tmp')) };
}

describe('media store', () => {
  it('keeps bytes under their hash, also when they come twice', async () => {
    const { store, left } = await setUp();
    const object = await store.put(Readable.from(['xin ', 'chào']), { limitBytes });
    expect(object).toEqual({ sha256: nameOf('xin chào'), bytes: 9 });
    await store.put(Readable.from(['xin chào']), { limitBytes });
    expect(await readFile(store.path(object.sha256), 'utf8')).toBe('xin chào');
    expect(await store.has(object.sha256)).toBe(true);
    expect(await store.size(object.sha256)).toBe(9);
    expect(await left()).toEqual([]);
  });

  it('refuses what is too large and leaves nothing behind', async () => {
    const { store, left } = await setUp();
    const body = Readable.from(['x'.repeat(600), 'x'.repeat(600)]);
    const put = store.put(body, { limitBytes });
    await expect(put).rejects.toMatchObject({ code: 'upload_too_large' });
    expect(await left()).toEqual([]);
    expect((await store.put(Readable.from(['x'.repeat(1_000)]), { limitBytes })).bytes).toBe(1_000);
  });

  it('leaves nothing of a stream that breaks or is called off', async () => {
    const { store, left } = await setUp();
    const broken = new Readable({ read: () => {} });
    const put = store.put(broken, { limitBytes });
    broken.push('half');
    broken.destroy(new Error('line cut'));
    await expect(put).rejects.toThrow('line cut');
    const abort = new AbortController();
    const hanging = store.put(new Readable({ read: () => {} }), {
      limitBytes,
      signal: abort.signal,
    });
    abort.abort(new Error('enough'));
    await expect(hanging).rejects.toThrow('enough');
    expect(await left()).toEqual([]);
  });

  it('moves in a file that was made in its folder', async () => {
    const { store, left } = await setUp();
    const path = store.tempFile('mp3');
    await writeFile(path, 'sound');
    expect(await store.adopt(path)).toEqual({ sha256: nameOf('sound'), bytes: 5 });
    expect(await left()).toEqual([]);
    expect(await text(store.openRead(nameOf('sound'), { start: 1, end: 3 }))).toBe('oun');
  });

  it('knows what it does not have and forgets what is removed', async () => {
    const { store } = await setUp();
    const { sha256 } = await store.put(Readable.from(['a']), { limitBytes });
    await store.remove(sha256);
    await store.remove(sha256);
    expect(await store.has(sha256)).toBe(false);
    expect(await store.size(sha256)).toBeUndefined();
  });

  it.each(['', '../../etc/passwd', 'x'.repeat(44), `../${'x'.repeat(40)}`])(
    'has no path for "%s"',
    async (name) => {
      const { store } = await setUp();
      expect(() => store.path(name)).toThrow(RangeError);
    },
  );

  it('sweeps only files that nobody has touched for long', async () => {
    const { store, left } = await setUp();
    const [old, fresh] = [store.tempFile('part'), store.tempFile('part')];
    await writeFile(old, 'old');
    await writeFile(fresh, 'fresh');
    await utimes(old, 1_000, 1_000);
    const now = Date.now();
    expect(await store.sweepTemp(60_000, { now: () => now })).toBe(1);
    expect(await left()).toHaveLength(1);
  });
});
