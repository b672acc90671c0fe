import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { reportStatus } from '../../../support/status-report.ts';

const clock = systemClock();
const server = useTestServer({ worker: true });
const tomorrow = () => dayAfter(clock.now(), 1);
const keyholder = { name: 'Ông Phạm Văn Giữ', phone: '0912 345 678' };

let here: Commune;
let there: Commune;
let operator: Person;
let local: Person;
let recordingId: string;
let agent: EndpointClient;
beforeAll(async () => {
  here = await makeCommune(server(), 'Hải Anh');
  there = await makeCommune(server(), 'Hải Hưng');
  await makeEndpoint(server(), here.stationId, 'Cụm xóm 2');
  operator = await server().as('operator');
  local = await server().as('operator', here.areaId);
  recordingId = await makeApproved(server(), { hertz: 400 });
  agent = await pairEndpoint(server(), here.endpointId);
});

let minute = 10;
async function place(): Promise<{ id: string; occurrence: string }> {
  minute += 1;
  const stations = [here.stationId, there.stationId];
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(
      {
        ...{ ownerAreaId: await server().rootId(), recordingId, stations },
        ...{ date: tomorrow(), time: `12:${minute}` },
      },
      { class: 'priority' },
    ),
  });
  const id = broadcast?.id ?? '';
  return { id, occurrence: `${id}-${tomorrow()}` };
}

const stop = (occurrence: string, person = operator, alsoLater = false) =>
  person.call(api.occurrences.stop, {
    params: { id: occurrence },
    body: { scope: { kind: 'mine' }, alsoLater },
  });
const reach = (occurrence: string, person = operator) =>
  person.call(api.occurrences.stopped, { params: { id: occurrence } });

describe('a stop', () => {
  it('tells whom it has reached by their own word, and whom to call of the others', async () => {
    await local.call(api.stations.setKeyholder, {
      params: { id: here.stationId },
      body: { keyholder },
    });
    const { occurrence } = await place();
    await stop(occurrence);
    expect(await reach(occurrence)).toMatchObject({ reached: 0, waiting: 3 });
    const { sequence } = await agent.head();
    await reportStatus(agent, clock.now(), { headSequence: sequence - 1 });
    await reportStatus(agent, clock.now(), { headSequence: sequence });
    await expect.poll(() => reach(occurrence), { timeout: 5000 }).toMatchObject({ reached: 1 });
    const { endpoints, waiting } = await reach(occurrence);
    expect(waiting).toBe(2);
    const byName = new Map(endpoints.map((one) => [one.name, one]));
    expect(byName.get('Cụm Hải Anh')).toMatchObject({ reached: true });
    expect(byName.get('Cụm xóm 2')).toMatchObject({ reached: false, keyholder });
    expect(byName.get('Cụm Hải Hưng')).toMatchObject({ reached: false, keyholder: null });
  });

  it('wherever a person may stops it there, and tells them of no other place', async () => {
    const { occurrence } = await place();
    expect((await stop(occurrence, local)).endpoints).toBe(2);
    const { endpoints } = await reach(occurrence, local);
    expect(new Set(endpoints.map(({ stationId }) => stationId))).toEqual(new Set([here.stationId]));
    const neighbour = await server().as('operator', there.areaId);
    expect(await reach(occurrence, neighbour)).toMatchObject({ at: null, endpoints: [] });
    const author = await server().as('author');
    expect((await refusal(reach(occurrence, author))).code).toBe('not_allowed');
  });

  it('withdraws all later plays for who may, and never fails for who may not', async () => {
    const { id, occurrence } = await place();
    expect(await stop(occurrence, local, true)).toMatchObject({ endpoints: 2, withdrawn: false });
    const get = () => operator.call(api.broadcasts.get, { params: { id } });
    expect((await get()).broadcast.state).toBe('active');
    expect(await stop(occurrence, operator, true)).toMatchObject({ endpoints: 3, withdrawn: true });
    expect((await get()).broadcast.state).toBe('withdrawn');
  });
});

describe("a keyholder's telephone number", () => {
  it('is for those who run the place, and stands in no audit', async () => {
    const show = (person: Person, id = here.stationId) =>
      person.call(api.stations.showKeyholder, { params: { id } });
    expect((await show(local)).keyholder).toEqual(keyholder);
    const neighbour = await server().as('operator', there.areaId);
    expect((await refusal(show(neighbour))).code).toBe('not_allowed');
    expect((await refusal(show(await server().as('author')))).code).toBe('not_allowed');
    const administrator = await server().administrator();
    const audit = await administrator.call(api.audit.list, { query: {} });
    expect(JSON.stringify(audit)).toContain('station.keyholder');
    for (const secret of [keyholder.name, keyholder.phone])
      expect(JSON.stringify(audit)).not.toContain(secret);
    const body = { keyholder: { name: 'Ai', phone: 'gọi tôi' } };
    const wrong = local.call(api.stations.setKeyholder, { params: { id: here.stationId }, body });
    expect((await refusal(wrong)).code).toBe('body_invalid');
  });
});
