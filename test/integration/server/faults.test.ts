import { beforeAll, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { makeCommune, makeEndpoint, type Commune } from '../../support/district.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
let commune: Commune;
let clerk: Person;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Xuân');
  clerk = await server().as('commune-operator', commune.areaId);
});

const body = (key: string, more: object = {}) => ({
  ...{ endpointId: commune.endpointId, kind: 'silent' as const, words: 'Từ tối qua' },
  ...{ seenAt: Date.now() - 60_000, key, ...more },
});
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

function send(person: Person, id: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData();
  form.set('file', new Blob([bytes]), 'loa.jpg');
  return person.fetch(`/api/v1/faults/${id}/photo`, { method: 'POST', body: form });
}

it('counts once however often a phone sends it', async () => {
  const first = await clerk.call(api.faults.report, { body: body('hai-lan-1') });
  const second = await clerk.call(api.faults.report, { body: body('hai-lan-1', { words: 'x' }) });
  expect(second).toEqual(first);
  expect(first).toMatchObject({ endpointName: 'Cụm Hải Xuân', words: 'Từ tối qua', settled: null });
});

it('is shown to the district until it is settled, and to no other commune', async () => {
  const { id } = await clerk.call(api.faults.report, { body: body('xem-xong-1') });
  const operator = await server().some('operator');
  const neighbour = await makeCommune(server(), 'Hải Cường');
  const other = await server().as('commune-operator', neighbour.areaId);
  const open = async (person: Person) => {
    const { items } = await person.call(api.faults.list, { query: {} });
    return items.map((one) => one.id);
  };
  expect(await open(operator)).toContain(id);
  expect(await open(other)).toEqual([]);
  const settle = (person: Person) =>
    person.call(api.faults.settle, { params: { id }, body: { words: 'Đã thay loa' } });
  expect((await refusal(settle(clerk))).code).toBe('not_allowed');
  expect((await settle(operator)).settled).toMatchObject({ words: 'Đã thay loa' });
  expect(await open(operator)).not.toContain(id);
  const { items } = await operator.call(api.faults.list, {
    query: { endpointId: commune.endpointId, settled: 'true' },
  });
  expect(items.map((one) => one.id)).toEqual([id]);
});

it('is taken only for a loudspeaker of the own area', async () => {
  const neighbour = await makeCommune(server(), 'Hải Ninh');
  const endpointId = await makeEndpoint(server(), neighbour.stationId, 'Cụm xóm 2');
  const reporting = clerk.call(api.faults.report, { body: body('cua-xa-khac', { endpointId }) });
  expect((await refusal(reporting)).code).toBe('not_allowed');
});

it('keeps one photo, of whoever made the report, and takes nothing else for one', async () => {
  const { id, hasPhoto } = await clerk.call(api.faults.report, { body: body('co-anh-1') });
  expect(hasPhoto).toBe(false);
  expect((await send(clerk, id, new TextEncoder().encode('<svg onload="x">'))).status).toBe(400);
  expect((await send(await server().some('operator'), id, jpeg)).status).toBe(404);
  expect((await send(clerk, id, jpeg)).status).toBe(200);
  expect((await send(clerk, id, new Uint8Array([...jpeg, 4]))).status).toBe(200);
  const photo = await (await server().some('operator')).fetch(`/api/v1/faults/${id}/photo`);
  expect(photo.headers.get('content-type')).toBe('image/jpeg');
  expect(new Uint8Array(await photo.arrayBuffer())).toEqual(jpeg);
});
