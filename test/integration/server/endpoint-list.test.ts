import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { makeCommune, makeEndpoint, type Commune } from '../../support/district.ts';
import { pairEndpoint } from '../../support/endpoint-client.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { stationRoutes } from '../../../contract/station/exchange.ts';
import { createClient } from '../../../contract/client.ts';
import { randomToken, sha256 } from '../../../runtime/crypto.ts';

const server = useTestServer();

let commune: Commune;
let operator: Person;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Bảng');
  operator = await server().as('operator');
});

const csv = [
  'BẢNG KÊ THIẾT BỊ;;;;;',
  'STT;Xã;Tên cụm loa;Số sê-ri;Tọa độ;Công suất',
  '1;Hải Bảng;Cụm chợ;SN-1;20,12; 50 W',
  '2;;Cụm đình;SN-2;"20.13, 106.26";50',
  '3;Hải Đâu;Cụm lạ;SN-3;;',
].join('\n');

async function rowsOf(text: string) {
  const form = new FormData();
  form.set('file', new Blob([text]), 'thiet-bi.csv');
  const response = await operator.fetch('/api/v1/plans/rows', { method: 'POST', body: form });
  return ((await response.json()) as { rows: { line: number; cells: string[] }[] }).rows;
}

describe('a list of endpoints', () => {
  it('is looked at, mended and saved as one act; a second time nothing is doubled', async () => {
    const rows = await rowsOf(csv);
    const send = (more: object) =>
      operator.call(api.endpointLists.importList, {
        body: { areaId: commune.areaId, rows, ...more },
      });
    const looked = await send({ dryRun: true });
    expect(looked.lines.map(({ state, problems }) => [state, problems])).toEqual([
      ['open', ['position_wrong']],
      ['ready', []],
      ['open', ['commune_unknown']],
    ]);
    expect(looked.made).toEqual([]);
    expect((await refusal(send({}))).code).toBe('endpoint_list_unclear');

    const mended = rows.map(({ line, cells }) => ({
      line,
      cells: cells.map((cell) => (cell === '20,12' ? '20.12 106.25' : cell)),
    }));
    const saved = await send({ rows: mended, drop: [looked.lines[2]?.line ?? 0] });
    expect(saved.made).toHaveLength(2);
    expect(saved.lines.map(({ state }) => state)).toEqual(['ready', 'ready', 'dropped']);
    const { items } = await operator.call(api.endpoints.list, {
      query: { stationId: commune.stationId },
    });
    expect(items.map(({ name }) => name)).toEqual(['Cụm Hải Bảng', 'Cụm chợ', 'Cụm đình']);
    const again = await send({ rows: mended, dryRun: true });
    expect(again.lines.slice(0, 2).map(({ problems }) => problems)).toEqual([
      ['serial_known', 'name_taken'],
      ['serial_known', 'name_taken'],
    ]);
    const left = send({ rows: mended, leaveOut: true });
    expect((await refusal(left)).code).toBe('endpoint_list_empty');
  });

  it('is followed by a sheet of codes for what is not paired yet, each of which pairs', async () => {
    await pairEndpoint(server(), commune.endpointId);
    const body = { stationId: commune.stationId };
    const first = await operator.call(api.endpointLists.pairingSheet, { body });
    expect(first.fingerprint).toMatch(/^[\w-]{16}$/);
    expect(first.items.map(({ name, serial }) => [name, serial])).toEqual([
      ['Cụm chợ', 'SN-1'],
      ['Cụm đình', 'SN-2'],
    ]);
    const { items } = await operator.call(api.endpointLists.pairingSheet, { body });
    const stranger = createClient({ origin: server().origin, fetch, headers: () => ({}) });
    const enrol = (code: string) =>
      stranger.call(stationRoutes.enrol, { body: { code, secretSha256: sha256(randomToken()) } });
    // The newer sheet counts.
    expect((await refusal(enrol(first.items[0]?.code ?? ''))).code).toBe('pairing_code_wrong');
    expect((await enrol(items[0]?.code ?? '')).endpointId).toBe(items[0]?.endpointId);
    const rest = await operator.call(api.endpointLists.pairingSheet, { body });
    expect(rest.items).toHaveLength(1);
  });

  it('is followed by one list of what is not paired, of all stations, from which codes are made', async () => {
    const near = await makeCommune(server(), 'Hải Cuối');
    const far = await makeCommune(server(), 'Hải Xa');
    const villages = await makeEndpoint(server(), far.stationId, 'Cụm Ấp 3');
    const list = (query: object = {}, person = operator) =>
      person.call(api.endpointLists.unpaired, { query });
    const ours = async (query: object = {}) =>
      (await list(query)).items.filter(({ stationId }) =>
        [near.stationId, far.stationId].includes(stationId),
      );
    expect((await ours()).map(({ name, codeUntil }) => [name, codeUntil])).toEqual([
      ['Cụm Hải Cuối', null],
      ['Cụm Hải Xa', null],
      ['Cụm Ấp 3', null],
    ]);
    expect(await list({ areaId: far.areaId })).toMatchObject({ total: 2 });
    expect((await list({ q: 'ap 3' })).items.map(({ id }) => id)).toEqual([villages]);
    const first = await list({ areaId: far.areaId, limit: 1 });
    const second = await list({ areaId: far.areaId, limit: 1, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      'Cụm Hải Xa',
      'Cụm Ấp 3',
    ]);
    expect(second.next).toBeNull();

    const body = { ids: [near.endpointId, villages] };
    const { items } = await operator.call(api.endpointLists.pairingSheet, { body });
    expect(items.map(({ name, stationName }) => [name, stationName])).toEqual([
      ['Cụm Hải Cuối', 'Đài xã Hải Cuối'],
      ['Cụm Ấp 3', 'Đài xã Hải Xa'],
    ]);
    const until = new Map((await ours()).map(({ name, codeUntil }) => [name, codeUntil]));
    expect(until.get('Cụm Ấp 3')).toBe(items[1]?.expiresAt);
    expect(until.get('Cụm Hải Xa')).toBeNull();

    const neighbour = await server().as('operator', near.areaId);
    expect((await list({}, neighbour)).items.map(({ id }) => id)).toEqual([near.endpointId]);
    const beyond = neighbour.call(api.endpointLists.pairingSheet, { body });
    expect((await refusal(beyond)).code).toBe('not_allowed');
    await pairEndpoint(server(), near.endpointId);
    const rest = await operator.call(api.endpointLists.pairingSheet, { body });
    expect(rest.items.map(({ endpointId }) => endpointId)).toEqual([villages]);
    expect((await ours()).map(({ name }) => name)).toEqual(['Cụm Hải Xa', 'Cụm Ấp 3']);
  });

  it('is only for those who may pair in that area', async () => {
    const elsewhere = await makeCommune(server(), 'Hải Nọ');
    const other = await server().as('operator', elsewhere.areaId);
    const body = { areaId: commune.areaId, rows: [], dryRun: true };
    const refused = other.call(api.endpointLists.importList, { body });
    expect((await refusal(refused)).code).toBe('not_allowed');
    const sheet = other.call(api.endpointLists.pairingSheet, {
      body: { stationId: commune.stationId },
    });
    expect((await refusal(sheet)).code).toBe('not_allowed');
  });
});
