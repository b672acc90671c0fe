import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { GroupAnswer } from '../../../../contract/http/groups.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  type BroadcastBody,
} from '../../../support/district.ts';
import { refusal } from '../../../support/person.ts';
import { mondayClock, titlesAt, tuesday } from '../../../support/rule-week.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer({ worker: true, clock: mondayClock() });
const wednesday = addDays(tuesday, 1);
let tone = '';

beforeAll(async () => {
  tone = await makeApproved(server(), { hertz: 700, title: 'Bản tin' });
});

async function group(fields: Partial<GroupAnswer> & { name: string }): Promise<GroupAnswer> {
  const operator = await server().as('operator');
  const areaId = fields.areaId ?? (await server().rootId());
  const body = { tag: null, members: [], ...fields, areaId };
  return operator.call(api.groups.create, { body });
}

/** Sends a priority bulletin of the root on Wednesday; it asks nobody. */
async function send(
  title: string,
  targets: Partial<BroadcastBody['targets']>,
  time = '10:00',
): Promise<string> {
  const operator = await server().as('operator');
  const ownerAreaId = await server().rootId();
  const nobody = { areas: [], stations: [], endpoints: [], groups: [], except: [] };
  const at = { ownerAreaId, recordingId: tone, stations: [], date: wednesday, time };
  const rest = { title, class: 'priority' as const, targets: { ...nobody, ...targets } };
  const { broadcast } = await operator.call(api.broadcasts.create, { body: draftOf(at, rest) });
  return broadcast?.id ?? '';
}

const heardAt = (endpointId: string) => titlesAt(server(), endpointId, wednesday);

async function tag(areaId: string, tags: string[]): Promise<void> {
  const administrator = await server().administrator();
  await administrator.call(api.areas.update, { params: { id: areaId }, body: { tags } });
}

describe('groups of places', () => {
  it('are spoken to by their members: areas, stations and endpoints', async () => {
    const [a, b, c] = [
      await makeCommune(server(), 'Hải Lý'),
      await makeCommune(server(), 'Hải Chính'),
      await makeCommune(server(), 'Hải Triều'),
    ];
    const second = await makeEndpoint(server(), c.stationId, 'Cụm Xóm 2');
    const coast = await group({
      name: 'Các xã ven biển',
      members: [a.areaId, b.stationId, c.endpointId],
    });
    const id = await send('Tin bão', { groups: [coast.id] });
    for (const { endpointId } of [a, b, c]) expect(await heardAt(endpointId)).toEqual(['Tin bão']);
    expect(await heardAt(second)).toEqual([]);
    const operator = await server().as('operator');
    const { steps } = await operator.call(api.occurrences.explain, {
      params: { id: `${id}-${wednesday}` },
      query: { endpoint: a.endpointId },
    });
    expect(steps.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['on_date', 'reached', 'placed']),
    );
    const got = await operator.call(api.broadcasts.get, { params: { id } });
    expect(got.outlook).toMatchObject({ stations: 3, endpoints: 3 });

    // What is sent to it follows the group.
    const dry = { query: { dryRun: 'true' } };
    const params = { id: coast.id };
    const body = { name: coast.name, tag: null, members: [a.areaId, second] };
    const { outlook } = await operator.call(api.groups.update, { ...dry, params, body });
    const lines = (lost: 'lost' | 'gained') =>
      outlook?.[lost].map(({ stationId, reason, endpoints }) => [stationId, reason, endpoints]);
    expect(lines('lost')).toEqual(
      expect.arrayContaining([
        [b.stationId, 'not_targeted', 1],
        [c.stationId, 'not_targeted', 1],
      ]),
    );
    expect(lines('gained')).toEqual([[c.stationId, 'placed', 1]]);
    expect(await heardAt(second)).toEqual([]);
    await operator.call(api.groups.update, { params, body });
    expect(await heardAt(second)).toEqual(['Tin bão']);
    expect(await heardAt(b.endpointId)).toEqual([]);

    const stopped = await operator.call(api.occurrences.stop, {
      params: { id: `${id}-${wednesday}` },
      body: { scope: { kind: 'everywhere' } },
    });
    expect(stopped.endpoints).toBe(2);
  });

  it('find areas by their tags, and lose them with their tags', async () => {
    const [rich, poor] = [
      await makeCommune(server(), 'Xuân Trường'),
      await makeCommune(server(), 'Nghĩa Hưng'),
    ];
    await tag(poor.areaId, ['Nghèo cao', 'ven biển']);
    const administrator = await server().administrator();
    const { items } = await administrator.call(api.areas.list, { query: { q: 'nghia hung' } });
    expect(items.map(({ tags }) => tags)).toEqual([['nghèo cao', 'ven biển']]);
    const tagged = await group({ name: 'Xã nghèo', tag: 'nghèo cao' });
    await send('Vay vốn', { groups: [tagged.id] }, '11:00');
    expect(await heardAt(poor.endpointId)).toEqual(['Vay vốn']);
    expect(await heardAt(rich.endpointId)).toEqual([]);
    await tag(rich.areaId, ['nghèo cao']);
    expect(await heardAt(rich.endpointId)).toEqual(['Vay vốn']);
    await tag(poor.areaId, []);
    expect(await heardAt(poor.endpointId)).toEqual([]);
  });

  it('can be left out', async () => {
    const [a, b] = [
      await makeCommune(server(), 'Trực Ninh'),
      await makeCommune(server(), 'Nam Trực'),
    ];
    const members = [b.stationId];
    const spared = await group({ name: 'Đang thi', members });
    const targets = { areas: [a.areaId, b.areaId], except: [spared.id] };
    await send('Thông báo', targets, '12:00');
    expect(await heardAt(a.endpointId)).toEqual(['Thông báo']);
    expect(await heardAt(b.endpointId)).toEqual([]);
  });

  it('hold only what lies in their area, and are spoken to only from there or above', async () => {
    const [here, there] = [
      await makeCommune(server(), 'Ý Yên'),
      await makeCommune(server(), 'Vụ Bản'),
    ];
    const operator = await server().as('operator', here.areaId);
    const body = { areaId: here.areaId, name: 'Chợ', tag: null, members: [there.endpointId] };
    const outside = operator.call(api.groups.create, { body });
    expect((await refusal(outside)).code).toBe('group_member_outside');
    const foreign = { ...body, areaId: there.areaId };
    const call = operator.call(api.groups.create, { body: foreign });
    expect((await refusal(call)).code).toBe('not_allowed');

    const all = await group({ name: 'Cả tỉnh', members: [await server().rootId()] });
    const given = { ownerAreaId: here.areaId, recordingId: tone, stations: [] };
    const beyond = draftOf(
      { ...given, date: wednesday, time: '13:00' },
      { targets: { areas: [], stations: [], endpoints: [], groups: [all.id], except: [] } },
    );
    const refused = operator.call(api.broadcasts.create, { body: beyond });
    expect((await refusal(refused)).code).toBe('not_allowed');
    const unknown = { ...beyond, targets: { ...beyond.targets, groups: ['nothing'] } };
    const missing = operator.call(api.broadcasts.create, { body: unknown });
    expect((await refusal(missing)).code).toBe('group_not_found');
  });

  it('hold what comes to a place that has begun since', async () => {
    const { areaId, stationId, endpointId } = await makeCommune(server(), 'Giao Lâm');
    const administrator = await server().administrator();
    const begins = { validFrom: tuesday, validTo: null };
    const village = await administrator.call(api.areas.create, {
      body: { code: 'xom-moi', name: 'Xóm mới', kind: 'xóm', parentId: areaId, ...begins },
    });
    const fresh = await group({ name: 'Xóm mới', members: [village.id] });
    await administrator.call(api.endpoints.move, {
      params: { id: endpointId },
      body: { stationId, areaId: village.id, on: wednesday },
    });
    await send('Tin xóm mới', { groups: [fresh.id] }, '15:00');
    expect(await heardAt(endpointId)).toEqual(['Tin xóm mới']);
  });

  it('stay while something is sent to them', async () => {
    const { areaId, stationId } = await makeCommune(server(), 'Mỹ Lộc');
    const market = await group({ name: 'Chợ Viềng', members: [areaId] });
    const id = await send('Hội chợ', { groups: [market.id] }, '14:00');
    const operator = await server().as('operator');
    const params = { id: market.id };
    const used = await refusal(operator.call(api.groups.remove, { params }));
    expect(used).toMatchObject({
      code: 'group_used',
      detail: expect.stringContaining('Hội chợ') as string,
    });
    await operator.call(api.broadcasts.withdraw, { params: { id }, body: { version: 1 } });
    await operator.call(api.groups.remove, { params });
    const gone = operator.call(api.groups.update, {
      params,
      body: { name: 'Chợ', tag: null, members: [stationId] },
    });
    expect((await refusal(gone)).code).toBe('group_not_found');
    const auditor = await server().administrator();
    const { items } = await auditor.call(api.audit.list, { query: {} });
    const actions = items.filter(({ subject }) => subject === market.id).map((one) => one.action);
    expect(actions).toEqual(['group.remove', 'group.create']);
  });
});
