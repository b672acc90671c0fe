import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();

/** Recordings of these titles, the newest last; nobody checks them. */
async function filled(titles: readonly string[]) {
  const person = await server().as('author');
  const areaId = await server().rootId();
  const ids: string[] = [];
  for (const title of titles) {
    const bytes = new TextEncoder().encode(title);
    ids.push((await person.upload({ areaId, title }, { bytes, name: 'x.mp3' })).id);
  }
  const find = async (query: object) => {
    const { items } = await person.call(api.recordings.list, {
      query: { authorId: person.me.id, ...query },
    });
    return items.map(({ title }) => title);
  };
  return { person, ids, find };
}

describe('the library', () => {
  it('finds words in any order without diacritics, the last unfinished', async () => {
    const { person, ids, find } = await filled(['Phòng chống đuối nước', 'ĐẢO và biển']);
    const [first = ''] = ids;
    expect(await find({ q: 'nuoc phong' })).toEqual(['Phòng chống đuối nước']);
    expect(await find({ q: 'đao' })).toEqual(['ĐẢO và biển']);
    expect(await find({ q: 'duo' })).toEqual(['Phòng chống đuối nước']);
    const body = { tags: ['Hè 2026'], transcript: 'Kính thưa bà con', contributor: 'Lê Thị Mơ' };
    await person.call(api.recordings.update, { params: { id: first }, body });
    for (const q of ['he', 'thua kinh', 'mo thi', '"', "' or 1=1", 'a NOT b', '🎉', '*', 'NEAR('])
      expect((await find({ q })).length, q).toBe(['he', 'thua kinh', 'mo thi'].includes(q) ? 1 : 0);
  });

  it('finds under a partner and a campaign by names that changed', async () => {
    const administrator = await server().administrator();
    const body = { name: 'Hội Phụ nữ' };
    const partner = await administrator.call(api.partners.create, { body });
    const again = administrator.call(api.partners.create, { body });
    expect((await refusal(again)).code).toBe('partner_taken');
    const { person, ids, find } = await filled(['Tin một', 'Tin hai']);
    const filing = { ids, partnerId: partner.id, addTags: ['mùa'] };
    const { items } = await person.call(api.recordings.changeMany, { body: filing });
    expect(items.every(({ problem }) => problem === null)).toBe(true);
    expect(await find({ q: 'phu nu', partnerId: partner.id })).toEqual(['Tin hai', 'Tin một']);
    const params = { id: partner.id };
    await administrator.call(api.partners.update, { params, body: { name: 'Đoàn xã' } });
    expect(await find({ q: 'doan' })).toHaveLength(2);
    expect(await find({ q: 'phu nu' })).toEqual([]);
    const parent = await administrator.call(api.campaigns.create, { body: { name: 'Đợt lớn' } });
    const child = await administrator.call(api.campaigns.create, {
      body: { name: 'Đợt nhỏ', parentId: parent.id },
    });
    const round = { params: { id: parent.id }, body: { parentId: child.id } };
    expect((await refusal(administrator.call(api.campaigns.update, round))).code).toBe(
      'campaign_nested',
    );
  });

  it('is paged newest first, and leaves out what is put away', async () => {
    const { person, ids, find } = await filled(['một', 'hai', 'ba']);
    const query = { authorId: person.me.id, limit: 2 };
    const page = await person.call(api.recordings.list, { query });
    expect(page.items.map(({ title }) => title)).toEqual(['ba', 'hai']);
    expect(page.total).toBeUndefined();
    for (const [countTo, total] of [
      [10, 3],
      [2, 2],
    ] as const)
      expect((await person.call(api.recordings.list, { query: { ...query, countTo } })).total).toBe(
        total,
      );
    const next = { ...query, cursor: page.next ?? '' };
    const rest = await person.call(api.recordings.list, { query: next });
    expect(rest.items.map(({ title }) => title)).toEqual(['một']);
    const params = { id: ids[0] ?? '' };
    await person.call(api.recordings.archive, { params });
    expect(await find({})).toEqual(['ba', 'hai']);
    expect(await find({ archived: true })).toEqual(['một']);
    await person.call(api.recordings.restore, { params });
    expect(await find({ state: 'stored', language: 'vi' })).toHaveLength(3);
  });
});
