import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
const open = { validFrom: null, validTo: null };

async function commune(code: string, name: string, validFrom: string | null = null) {
  const administrator = await server().administrator();
  const parentId = await server().rootId();
  const body = { code, name, kind: 'xã', parentId, validFrom, validTo: null };
  return await administrator.call(api.areas.create, { body });
}

describe('areas', () => {
  it('are found by words with or without diacritics, đ included', async () => {
    const reader = await server().as('author');
    await commune('13951', 'Xã Đồng Thịnh');
    await commune('13957', 'Xã Hải Hòa');
    const find = async (q: string) =>
      (await reader.call(api.areas.list, { query: { q } })).items.map(({ name }) => name);
    expect(await find('dong thinh')).toEqual(['Xã Đồng Thịnh']);
    expect(await find('thịnh ĐỒNG')).toEqual(['Xã Đồng Thịnh']);
    expect(await find('hoà')).toEqual(['Xã Hải Hòa']);
    expect(await find('%')).toEqual([]);
  });

  it('are listed page by page, parents before children, none twice', async () => {
    const administrator = await server().administrator();
    const rows = Array.from({ length: 25 }, (_, index) => ({
      code: `p${index}`,
      name: `Thôn ${index % 5}`,
      kind: 'thôn',
      parentCode: index === 0 ? null : `p${Math.floor((index - 1) / 3)}`,
    }));
    const body = { underId: await server().rootId(), ...open, areas: rows };
    const { added, areas } = await administrator.call(api.areas.importMany, { body });
    expect(added).toBe(25);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 7, ...(cursor ? { cursor } : {}) };
      const page = await administrator.call(api.areas.list, { query });
      for (const { id, parentId } of page.items) {
        if (parentId !== null) expect(seen).toContain(parentId);
        seen.push(id);
      }
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(areas.map(({ id }) => id)));
    const again = await administrator.call(api.areas.importMany, { body });
    expect(again).toMatchObject({ added: 0, kept: 25 });
  });

  it('are not sent again to whoever holds them as they are', async () => {
    const reader = await server().as('author');
    const read = async (etag?: string) => {
      const known = etag === undefined ? {} : { 'if-none-match': etag };
      // Node would ask for the bytes themselves.
      const headers = { ...known, 'cache-control': 'max-age=0' };
      const response = await reader.fetch('/api/v1/areas?limit=5000', { headers });
      const bytes = (await response.arrayBuffer()).byteLength;
      return { status: response.status, etag: response.headers.get('etag') ?? '', bytes };
    };
    const first = await read();
    expect(first).toMatchObject({ status: 200, etag: expect.stringMatching(/^"[\w-]{43}"$/) });
    expect(await read(first.etag)).toEqual({ status: 304, etag: first.etag, bytes: 0 });
    await commune('14333', 'Xã mới');
    expect((await read(first.etag)).status).toBe(200);
  });

  it('are those of a day: a code is used again after a reform', async () => {
    const administrator = await server().administrator();
    const old = await commune('14000', 'Xã cũ', '2017-01-01');
    await administrator.call(api.areas.update, {
      params: { id: old.id },
      body: { validTo: '2025-06-30' },
    });
    const today = await commune('14000', 'Xã mới', '2025-07-01');
    const namesOn = async (on: string) => {
      const { items } = await administrator.call(api.areas.list, { query: { on, limit: 500 } });
      return items.filter(({ code }) => code === '14000').map(({ id }) => id);
    };
    expect(await namesOn('2020-05-05')).toEqual([old.id]);
    expect(await namesOn('2025-06-30')).toEqual([old.id]);
    expect(await namesOn('2025-07-01')).toEqual([today.id]);
  });

  it('refuse codes that are taken, dates that are reversed, parents that are not there', async () => {
    const administrator = await server().administrator();
    await commune('15000', 'Xã một', '2020-01-01');
    const create = (change: object) =>
      refusal(
        administrator.call(api.areas.create, {
          body: { code: '15001', name: 'Xã', kind: 'xã', parentId: 'nowhere', ...open, ...change },
        }),
      );
    const parentId = await server().rootId();
    expect((await create({})).code).toBe('area_not_found');
    expect((await create({ parentId, code: '15000', validFrom: '2020-01-01' })).code).toBe(
      'area_code_taken',
    );
    const reversed = { parentId, validFrom: '2026-02-01', validTo: '2026-01-01' };
    expect((await create(reversed)).code).toBe('area_dates_invalid');
    expect((await create({ parentId, code: '<b>' })).fields?.[0]?.path).toBe('code');
  });

  it('are changed by their own administrators alone', async () => {
    const here = await commune('16000', 'Xã ta');
    const elsewhere = await commune('16001', 'Xã bạn');
    const own = await server().as('administrator', here.id);
    const rename = (id: string) =>
      own.call(api.areas.update, { params: { id }, body: { name: 'Tên mới' } });
    expect((await rename(here.id)).name).toBe('Tên mới');
    expect((await refusal(rename(elsewhere.id))).code).toBe('not_allowed');
    expect((await refusal(rename(await server().rootId()))).code).toBe('not_allowed');
    expect((await refusal(rename('nowhere'))).code).toBe('area_not_found');
  });

  it('refuse a cursor of another list', async () => {
    const administrator = await server().administrator();
    for (const cursor of ['x', 'bnVsbA', Buffer.from('["a"]').toString('base64url')]) {
      const { code } = await refusal(administrator.call(api.areas.list, { query: { cursor } }));
      expect(code).toBe('cursor_invalid');
    }
  });
});
