import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import {
  dayAfter,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeSession,
  type Commune,
} from '../../../support/district.ts';
import { datedPlaces } from '../../../support/dated-places.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { titlesAt } from '../../../support/rule-week.ts';
import { turnedClock } from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const today = dayAfter(clock.now(), 0);
/** The day of the change, and the last before it. */
const on = addDays(today, 3);
const lastDay = addDays(on, -1);
const dry = { query: { dryRun: 'true' } } as const;

let administrator: Person;
let tone = '';
beforeAll(async () => {
  administrator = await server().administrator();
  tone = await makeApproved(server(), { hertz: 500 });
});

const places = datedPlaces(server);
const { areaAt, stationOf, village } = places;
const send = (ownerAreaId: string, areas: string[], title = 'Tin') =>
  places.send({ ownerAreaId, recordingId: tone, areas, title, since: today });

describe('a name', () => {
  it('is another from a day on, and searched for by what it is on the day', async () => {
    const { areaId } = await makeCommune(server(), 'Giao An');
    const body = { name: 'Xã Giao Bình', nameFrom: on };
    const params = { id: areaId };
    const seen = await administrator.call(api.areas.update, { params, body, ...dry });
    expect(seen.effects).toMatchObject({ endpoints: { total: 0 }, areas: [{ name: body.name }] });
    expect((await areaAt(areaId, on)).name).toBe('Xã Giao An');
    const { states } = await administrator.call(api.areas.update, { params, body });
    expect(states.map(({ from, name }) => [from, name])).toEqual([
      [null, 'Xã Giao An'],
      [on, 'Xã Giao Bình'],
    ]);
    expect((await areaAt(areaId, lastDay)).name).toBe('Xã Giao An');
    expect((await areaAt(areaId, on)).name).toBe('Xã Giao Bình');
    const find = async (date: string) =>
      (await administrator.call(api.areas.list, { query: { q: 'giao binh', on: date } })).items;
    expect([(await find(lastDay)).length, (await find(on)).length]).toEqual([0, 1]);
  });
});

describe('an area that ends', () => {
  it('stands above nobody from the next day on, says first whom that takes something from, and can go on', async () => {
    const root = await server().rootId();
    const body = { code: 'xt', name: 'Huyện Xuân Trường', kind: 'huyện', parentId: root };
    const dates = { validFrom: null, validTo: null };
    const district = await administrator.call(api.areas.create, { body: { ...body, ...dates } });
    const { areaId, endpointId } = await makeCommune(server(), 'Xuân Hồng', district.id);
    const id = await send(root, [district.id], 'Tin huyện');
    const params = { id: district.id };
    const end = { params, body: { validTo: lastDay } };
    const leader = await server().as('approver', district.id);
    const seen = await administrator.call(api.areas.update, { ...end, ...dry });
    expect(seen).toMatchObject({
      validTo: null,
      effects: {
        areasBeneath: 1,
        broadcasts: {
          total: 1,
          first: [{ id, lost: [{ id: district.id, reason: 'ended', from: on, successor: null }] }],
        },
        roles: {
          total: 1,
          first: [{ user: { id: leader.me.id }, role: 'approver', follows: false }],
        },
      },
    });
    expect(await titlesAt(server(), endpointId, on)).toEqual(['Tin huyện']);
    await administrator.call(api.areas.update, end);
    expect(await titlesAt(server(), endpointId, lastDay)).toEqual(['Tin huyện']);
    expect(await titlesAt(server(), endpointId, on)).toEqual([]);
    expect((await areaAt(areaId, on)).parentId).toBe(root);
    const operator = await server().as('operator');
    const { outlook } = await operator.call(api.broadcasts.get, { params: { id } });
    expect(outlook.lost).toMatchObject([{ id: district.id, reason: 'ended', from: on }]);

    await administrator.call(api.areas.update, { params, body: { validTo: null } });
    expect(await titlesAt(server(), endpointId, on)).toEqual(['Tin huyện']);
    expect((await areaAt(areaId, on)).parentId).toBe(district.id);
  });
});

describe('communes that merge', () => {
  let [a, b, c]: Commune[] = [];
  const ids = () => ({ a: a as Commune, b: b as Commune, c: c as Commune });
  beforeAll(async () => {
    a = await makeCommune(server(), 'Nam Hà');
    b = await makeCommune(server(), 'Nam Hải');
    c = await makeCommune(server(), 'Nam Hồng');
  });
  const merge = (areas: string[], into: string, query: object = {}) =>
    administrator.call(api.areas.merge, {
      query,
      body: { areas, into, on, rolesFollow: true },
    });

  it('give their stations, endpoints and roles to what takes them over, on the day', async () => {
    const { a: first, b: second, c: heir } = ids();
    const approver = await server().as('approver', first.areaId);
    await send(await server().rootId(), [heir.areaId], 'Tin xã');
    const both = [first.areaId, second.areaId];
    const { effects } = await merge(both, heir.areaId, dry.query);
    expect(effects).toMatchObject({
      stations: [{ validTo: lastDay }, { validTo: lastDay }],
      endpoints: { total: 2, first: [{ from: on, station: { id: heir.stationId } }, {}] },
      roles: { first: [{ user: { id: approver.me.id }, follows: true }] },
    });
    expect((await merge(both, heir.areaId)).areas).toMatchObject([
      { validTo: lastDay, successorId: heir.areaId },
      { validTo: lastDay, successorId: heir.areaId },
    ]);
    for (const { endpointId } of [first, second]) {
      expect(await titlesAt(server(), endpointId, lastDay)).toEqual([]);
      expect(await titlesAt(server(), endpointId, on)).toEqual(['Tin xã']);
    }
    const audit = await administrator.call(api.audit.list, { query: {} });
    expect(audit.items.find(({ action }) => action === 'area.merge')).toMatchObject({
      subject: heir.areaId,
      detail: { areas: both, on, rolesFollow: true },
    });
  });

  it('are apart again when that is called off before its day', async () => {
    const { a: first, c: heir } = ids();
    await administrator.call(api.areas.update, {
      params: { id: first.areaId },
      body: { validTo: null },
    });
    expect(await areaAt(first.areaId, on)).toMatchObject({ validTo: null, successorId: null });
    expect(await titlesAt(server(), first.endpointId, on)).toEqual([]);
    expect(await stationOf(first.stationId)).toMatchObject({ validTo: null, successorId: null });
    await merge([first.areaId], heir.areaId);
    expect(await titlesAt(server(), first.endpointId, on)).toEqual(['Tin xã']);
  });

  it('are one for everybody once the day has come: lists, rights and what endpoints are told', async () => {
    const { a: first, b: second, c: heir } = ids();
    const before = await server().as('operator', heir.areaId);
    const see = async (who: Person) =>
      (await who.call(api.endpoints.list, { query: {} })).items.map(({ id }) => id).sort();
    expect(await see(before)).toEqual([heir.endpointId]);
    const approver = await server().as('approver', second.areaId);
    clock.turnTo(clock.now() + 3 * 86_400_000);
    await server().restart();
    const all = [first, second, heir].map(({ endpointId }) => endpointId).sort();
    expect(await see(before)).toEqual(all);
    expect(await see(approver)).toEqual(all);
    const users = await administrator.call(api.users.list, { query: { limit: 200 } });
    const grants = users.items.find(({ id }) => id === approver.me.id)?.grants ?? [];
    expect(grants.map(({ areaId }) => areaId)).toContain(heir.areaId);
    clock.turnTo(clock.now() - 3 * 86_400_000);
    await server().restart();
  });
});

describe('an area that goes beneath another', () => {
  it('takes what lies in it along, and its station stays where it stands', async () => {
    const from = await makeCommune(server(), 'Yên Bình');
    const to = await makeCommune(server(), 'Yên Chính');
    const { id } = await village('Đoài', from.areaId);
    const { endpointId } = from;
    await administrator.call(api.endpoints.move, {
      params: { id: endpointId },
      body: { stationId: from.stationId, areaId: id, on: addDays(today, 1) },
    });
    await send(await server().rootId(), [to.areaId], 'Tin bên');
    const move = { params: { id }, body: { to: to.areaId, on } };
    const { effects } = await administrator.call(api.areas.move, { ...move, ...dry });
    expect(effects.endpoints).toMatchObject({
      total: 1,
      first: [{ id: endpointId, station: { id: to.stationId }, area: { id } }],
    });
    await administrator.call(api.areas.move, move);
    expect((await areaAt(id, lastDay)).parentId).toBe(from.areaId);
    expect((await areaAt(id, on)).parentId).toBe(to.areaId);
    expect(await titlesAt(server(), endpointId, lastDay)).toEqual([]);
    expect(await titlesAt(server(), endpointId, on)).toEqual(['Tin bên']);
  });
});

describe('stations and endpoints', () => {
  it('go to another area, another station or another village on a day', async () => {
    const here = await makeCommune(server(), 'Trực Đại');
    const there = await makeCommune(server(), 'Trực Cát');
    const second = await makeEndpoint(server(), here.stationId, 'Cụm Chợ');
    await send(await server().rootId(), [there.areaId], 'Tin Cát');
    const move = { params: { id: second }, body: { stationId: there.stationId, on } };
    const seen = await administrator.call(api.endpoints.move, { ...move, ...dry });
    expect(seen.effects.endpoints.first).toMatchObject([{ from: on, area: { id: there.areaId } }]);
    await administrator.call(api.endpoints.move, move);
    expect(await titlesAt(server(), second, lastDay)).toEqual([]);
    expect(await titlesAt(server(), second, on)).toEqual(['Tin Cát']);

    const taken = { params: { id: here.stationId }, body: { to: there.areaId, on } };
    const refused = await refusal(administrator.call(api.stations.move, taken));
    expect(refused.code).toBe('station_area_taken');
    const merging = { params: { id: here.stationId }, body: { into: there.stationId, on } };
    const { effects } = await administrator.call(api.stations.merge, merging);
    expect(effects.stations).toMatchObject([
      { validTo: lastDay, successor: { id: there.stationId } },
    ]);
    const session = { key: 'morning', startsAt: '05:00', latestEnd: '05:45' };
    await makeSession(server(), here.stationId, session);
    const sessionsOn = async (day: string) => {
      const query = { stationId: here.stationId, on: day };
      return (await administrator.call(api.sessions.list, { query })).items.length;
    };
    expect([await sessionsOn(lastDay), await sessionsOn(on)]).toEqual([1, 0]);
    // It stands where it stood, and is spoken to by the station that took its own over.
    const place = await administrator.call(api.occurrences.explain, {
      params: { id: `${await send(there.areaId, [there.areaId], 'Tin hai')}-${on}` },
      query: { endpoint: second },
    });
    expect(place.steps.map(({ code }) => code)).toContain('reached');
    const ended = { validTo: lastDay, successorId: there.stationId };
    expect(await stationOf(here.stationId)).toMatchObject(ended);
  });

  it('go to an area without a station, and leave their own free from that day on', async () => {
    const { areaId, stationId, endpointId } = await makeCommune(server(), 'Liêm Hải');
    const { id: to } = await village('Liêm Sơn', await server().rootId());
    const move = { params: { id: stationId }, body: { to, on } };
    const { effects } = await administrator.call(api.stations.move, { ...move, ...dry });
    expect(effects).toMatchObject({
      stations: [{ id: stationId, area: { id: to } }],
      endpoints: {
        total: 1,
        first: [{ id: endpointId, station: { id: stationId }, area: { id: to } }],
      },
    });
    await administrator.call(api.stations.move, move);
    await send(await server().rootId(), [areaId], 'Tin cũ');
    await send(await server().rootId(), [areaId, to], 'Tin cả hai');
    expect(await titlesAt(server(), endpointId, lastDay)).toEqual(['Tin cũ', 'Tin cả hai']);
    expect(await titlesAt(server(), endpointId, on)).toEqual(['Tin cả hai']);
  });
});
