import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { settingsObject } from '../../../contract/station/objects.ts';
import { makeCommune } from '../../support/district.ts';
import { pairEndpoint } from '../../support/endpoint-client.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();

async function lastDeed() {
  const administrator = await server().administrator();
  const { items } = await administrator.call(api.audit.list, { query: { limit: 1 } });
  return items[0];
}

describe('a name that was mistyped', () => {
  it('is mended for a station, which is found by it', async () => {
    const { areaId, stationId } = await makeCommune(server(), 'Hải Hà');
    const administrator = await server().administrator();
    const mend = { params: { id: stationId }, body: { name: 'Đài truyền thanh Hải Hà' } };
    expect(await administrator.call(api.stations.update, mend)).toMatchObject(mend.body);
    expect(await lastDeed()).toMatchObject({
      ...{ action: 'station.update', subject: stationId },
      detail: { name: mend.body.name, formerName: 'Đài xã Hải Hà' },
    });
    const found = await administrator.call(api.stations.list, { query: { q: 'truyen thanh' } });
    expect(found.items.map(({ id }) => id)).toEqual([stationId]);
    const operator = await server().as('operator', areaId);
    expect((await refusal(operator.call(api.stations.update, mend))).code).toBe('not_allowed');
  });

  it('is mended for a loudspeaker by whoever pairs it; an agent has no address', async () => {
    const { areaId, endpointId } = await makeCommune(server(), 'Hải Lý');
    const operator = await server().as('operator', areaId);
    const params = { id: endpointId };
    const update = (body: { name?: string; pushUrl?: string }) =>
      operator.call(api.endpoints.update, { params, body });
    expect(await update({ name: 'Cụm Xóm 7' })).toMatchObject({ name: 'Cụm Xóm 7', pushUrl: null });
    expect(await lastDeed()).toMatchObject({
      ...{ action: 'endpoint.update', subject: endpointId, subjectName: 'Cụm Xóm 7' },
      detail: { name: 'Cụm Xóm 7', formerName: 'Cụm Hải Lý' },
    });
    const wrong = update({ pushUrl: 'https://loa.example/push' });
    expect((await refusal(wrong)).code).toBe('endpoint_kind_wrong');
    const clerk = await server().as('commune-operator', areaId);
    const byClerk = clerk.call(api.endpoints.update, { params, body: { name: 'Cụm' } });
    expect((await refusal(byClerk)).code).toBe('not_allowed');
  });

  it('comes to the page of the loudspeaker itself, without any other change', async () => {
    const { stationId, endpointId } = await makeCommune(server(), 'Hải Lộc');
    const agent = await pairEndpoint(server(), endpointId);
    const administrator = await server().administrator();
    const shown = async () => {
      const { settings } = await agent.head();
      const answer = await agent.fetch(`/station/v1/objects/${settings}`);
      return settingsObject.parse(await answer.json());
    };
    expect(await shown()).toMatchObject({
      stationName: 'Đài xã Hải Lộc',
      endpointName: 'Cụm Hải Lộc',
    });
    await administrator.call(api.stations.update, {
      ...{ params: { id: stationId }, body: { name: 'Đài Hải Lộc' } },
    });
    expect(await shown()).toMatchObject({
      stationName: 'Đài Hải Lộc',
      endpointName: 'Cụm Hải Lộc',
    });
    await administrator.call(api.endpoints.update, {
      ...{ params: { id: endpointId }, body: { name: 'Cụm chợ' } },
    });
    expect(await shown()).toMatchObject({ stationName: 'Đài Hải Lộc', endpointName: 'Cụm chợ' });
  });

  it('is mended for a programme, by which recordings are found at once', async () => {
    const operator = await server().some('operator');
    const body = { name: 'Giảm ngèo', tag: 'GM' };
    const { id } = await operator.call(api.programmes.create, { body });
    await operator.call(api.programmes.create, { body: { name: 'Nông thôn mới', tag: 'NT' } });
    const author = await server().some('author');
    const file = { bytes: new Uint8Array([1, 2, 3]), name: 'tin.mp3' };
    const recording = await author.upload({ areaId: await server().rootId() }, file);
    await operator.call(api.recordings.update, {
      ...{ params: { id: recording.id }, body: { programmeId: id } },
    });
    const update = (change: { name?: string; tag?: string; isArchived?: boolean }) =>
      operator.call(api.programmes.update, { params: { id }, body: change });
    expect((await refusal(update({ name: 'Nông thôn mới' }))).code).toBe('programme_taken');
    expect(await update({ name: 'Giảm nghèo', tag: 'gn' })).toEqual({
      ...{ id, name: 'Giảm nghèo', tag: 'GN', archivedAt: null },
    });
    const find = (q: string) => operator.call(api.recordings.list, { query: { q } });
    expect((await find('giảm nghèo')).items.map((one) => one.id)).toEqual([recording.id]);
    expect((await find('ngèo')).items).toEqual([]);
    expect(await lastDeed()).toMatchObject({
      ...{ action: 'programme.update', subject: id },
      detail: { name: 'Giảm nghèo', tag: 'GN', formerName: 'Giảm ngèo' },
    });
  });
});

it('puts a programme away without taking it from what it is used for, and takes it out again', async () => {
  const operator = await server().some('operator');
  const { id } = await operator.call(api.programmes.create, { body: { name: 'Cũ', tag: 'CU' } });
  const params = { id };
  const put = (isArchived: boolean) =>
    operator.call(api.programmes.update, { params, body: { isArchived } });
  const { archivedAt } = await put(true);
  expect(archivedAt).toBeGreaterThan(0);
  const { items } = await operator.call(api.programmes.list, { query: { limit: 500 } });
  expect(items.find((one) => one.id === id)).toMatchObject({ name: 'Cũ', archivedAt });
  expect(await put(false)).toMatchObject({ archivedAt: null });
});
