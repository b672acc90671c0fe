import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();

describe('stations', () => {
  it('are found by name, in the areas of the person, page by page', async () => {
    const administrator = await server().administrator();
    const names = ['Hải Đông', 'Hải An', 'Hải Xuân', 'Nghĩa Hồng'];
    const areas = names.map((name, index) => ({
      code: `s${index}`,
      name: `Xã ${name}`,
      kind: 'xã',
      parentCode: null,
    }));
    const body = { underId: await server().rootId(), validFrom: null, validTo: null, areas };
    const imported = await administrator.call(api.areas.importMany, { body });
    for (const { id, name } of imported.areas) {
      const station = { areaId: id, name: `Đài truyền thanh ${name}` };
      expect(await administrator.call(api.stations.create, { body: station })).toMatchObject({
        ...station,
        areaName: name,
        zone: 'Asia/Ho_Chi_Minh',
        endpoints: 0,
      });
    }
    const list = async (query: { q?: string; limit?: number; cursor?: string }) => {
      const page = await administrator.call(api.stations.list, { query });
      return { ...page, names: page.items.map(({ areaName }) => areaName) };
    };
    expect((await list({ q: 'hai dong' })).names).toEqual(['Xã Hải Đông']);
    const first = await list({ q: 'hải', limit: 2 });
    expect(first.names).toEqual(['Xã Hải An', 'Xã Hải Đông']);
    const rest = await list({ q: 'hải', limit: 2, cursor: first.next ?? '' });
    expect(rest).toMatchObject({ names: ['Xã Hải Xuân'], next: null });

    const [own] = imported.areas;
    const author = await server().as('author', own?.id);
    const seen = await author.call(api.stations.list, { query: {} });
    expect(seen.items.map(({ areaId }) => areaId)).toEqual([own?.id]);
  });

  it('are one in an area, in a zone that exists', async () => {
    const administrator = await server().administrator();
    const areaId = await server().rootId();
    const create = (change: object) =>
      administrator.call(api.stations.create, { body: { areaId, name: 'Đài tỉnh', ...change } });
    expect((await refusal(create({ zone: 'Asia/Nowhere' }))).fields?.[0]?.path).toBe('zone');
    expect((await refusal(create({ areaId: 'x' }))).code).toBe('area_not_found');
    await create({});
    expect((await refusal(create({}))).code).toBe('station_area_taken');
  });
});
