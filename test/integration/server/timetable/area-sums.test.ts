import { beforeAll, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { useTestServer } from '../../../support/server.ts';

// Ten in the morning of today, so that no test runs over midnight.
const real = systemClock();
const offsetMs = instantOf(dayAfter(real.now(), 0), '10:00', zone) - real.now();
const clock = { ...real, now: () => offsetClock(real, offsetMs).now() };
const server = useTestServer({ worker: true, clock });

const day = (ahead: number) => dayAfter(clock.now(), ahead);
let communes: Commune[] = [];
let districtId = '';

/** Two communes of a district and one outside; what only the second has airs in the evening. */
beforeAll(async () => {
  const administrator = await server().administrator();
  const district = await administrator.call(api.areas.create, {
    body: {
      ...{ code: '361', name: 'Huyện Hải Hậu', kind: 'huyện', validFrom: null, validTo: null },
      parentId: await server().rootId(),
    },
  });
  districtId = district.id;
  communes = [
    await makeCommune(server(), 'Hải Anh', districtId),
    await makeCommune(server(), 'Hải Bắc', districtId),
    await makeCommune(server(), 'Yên Cường'),
  ];
  const noon = { key: 'noon', startsAt: '11:00', latestEnd: '12:00' };
  for (const { stationId } of communes.slice(0, 2)) await makeSession(server(), stationId, noon);
  await place({
    ...{ title: 'Vay vốn', ownerAreaId: await server().rootId() },
    placement: { kind: 'session', sessionKey: 'noon', part: 'above', order: 0 },
    targets: { areas: [await server().rootId()], stations: [], endpoints: [], except: [] },
  });
  await place({ title: 'Họp thôn' });
});

async function place(rest: Partial<BroadcastBody>): Promise<void> {
  const [, { areaId, stationId }] = communes as [Commune, Commune];
  const operator = await server().some('operator');
  const recordingId = await makeApproved(server(), { hertz: 300 });
  const given = { ownerAreaId: areaId, stations: [stationId], date: day(1), time: '19:00' };
  const body = draftOf({ ...given, recordingId }, { dates: everyDay(day(1)), ...rest });
  await operator.call(api.broadcasts.create, { body });
}

async function sums(query: Record<string, string | number> = {}) {
  const days = { from: day(1), to: day(1) };
  const operator = await server().some('operator');
  return operator.call(api.areaSums.areas, { query: { ...days, ...query } });
}
async function stationsOf(id: string, query: Record<string, string | number> = {}) {
  const days = { from: day(1), to: day(1) };
  const operator = await server().some('operator');
  return operator.call(api.areaSums.stations, { params: { id }, query: { ...days, ...query } });
}

it('sums a district up in one row, with what its communes have together', async () => {
  const { items, next } = await sums();
  expect(next).toBeNull();
  expect(items.map(({ name, stations, isItself }) => [name, stations, isItself])).toEqual([
    ['Huyện Hải Hậu', 2, false],
    ['Xã Yên Cường', 1, false],
  ]);
  const [district, outside] = items;
  expect(district).toMatchObject({ areaId: districtId, hasBeneath: true });
  const [sum] = district?.days ?? [];
  const operator = await server().some('operator');
  const told = await operator.call(api.occurrences.list, { query: { from: day(1), to: day(1) } });
  const theirs = communes.slice(0, 2).map(({ stationId }) => stationId);
  const fills = told.sessions.filter(({ stationId }) => theirs.includes(stationId));
  const airing = told.items.filter((one) => one.airs && theirs.includes(one.stationId));
  const added = (lengths: number[]) => lengths.reduce((all, one) => all + one, 0);
  expect(fills).toHaveLength(2);
  expect(airing).toHaveLength(3);
  expect(sum).toMatchObject({
    ...{ date: day(1), stations: 2, sessions: 2 },
    plannedMs: added(airing.map(({ durationMs }) => durationMs)),
    leftMs: added(fills.map(({ leftMs }) => leftMs)),
    bySession: [
      {
        ...{ key: 'noon', stations: 2, startsAt: instantOf(day(1), '11:00', zone) },
        leastLeftMs: Math.min(...fills.map(({ leftMs }) => leftMs)),
      },
    ],
  });
  expect(outside?.days).toMatchObject([{ stations: 1, sessions: 0, plannedMs: 0, leftMs: 0 }]);
});

it('opens an area to those beneath it, and to its stations and which of them hear something else', async () => {
  const { items } = await sums({ areaId: districtId });
  expect(items.map(({ areaId }) => areaId)).toEqual(
    communes.slice(0, 2).map(({ areaId }) => areaId),
  );
  expect(items.map(({ hasBeneath, days }) => [hasBeneath, days[0]?.unlike])).toEqual([
    [false, 0],
    [false, 0],
  ]);
  const stations = await stationsOf(districtId);
  expect(stations.items.map(({ stationId }) => stationId)).toEqual(
    communes.slice(0, 2).map(({ stationId }) => stationId),
  );
  const unlike = stations.items.map(({ days }) => days[0]?.unlike ?? 0);
  // The one or the other is what the district hears: one station each.
  expect(unlike[0]).not.toBe(unlike[1]);
  const [district] = (await sums()).items;
  expect(district?.days[0]?.unlike).toBe(1);
  expect((await stationsOf(districtId, { isItself: 'true' })).items).toEqual([]);
  expect((await stationsOf('nowhere')).items).toEqual([]);
});

it('goes on from page to page, and leaves nothing out', async () => {
  const whole = await sums({ to: day(3) });
  const first = await sums({ to: day(3), limit: 1 });
  const second = await sums({ to: day(3), limit: 1, cursor: first.next ?? '' });
  expect([...first.items, ...second.items]).toEqual(whole.items);
  expect(second.next).toBeNull();
  expect(whole.items[0]?.days.map(({ date }) => date)).toEqual([day(1), day(2), day(3)]);
  const stations = await stationsOf(districtId, { limit: 1 });
  const more = await stationsOf(districtId, { limit: 1, cursor: stations.next ?? '' });
  expect([...stations.items, ...more.items]).toEqual((await stationsOf(districtId)).items);
});

it('tells only of areas that a person may look into', async () => {
  const [first] = communes as [Commune];
  const clerk = await server().person([{ role: 'operator', areaId: first.areaId }]);
  const query = { from: day(1), to: day(1) };
  const { items } = await clerk.call(api.areaSums.areas, { query });
  expect(items.map(({ areaId, isItself }) => [areaId, isItself])).toEqual([[first.areaId, true]]);
  const params = { id: districtId };
  const stations = await clerk.call(api.areaSums.stations, { params, query });
  expect(stations.items.map(({ stationId }) => stationId)).toEqual([first.stationId]);
});

it('refuses more than a week, and a cursor of something else', async () => {
  const refused = (code: string) => ({ problem: { status: 400, code } });
  await expect(sums({ to: day(9) })).rejects.toMatchObject(refused('query_invalid'));
  await expect(stationsOf(districtId, { to: day(9) })).rejects.toMatchObject(
    refused('query_invalid'),
  );
  const cursor = Buffer.from('["x"]').toString('base64url');
  await expect(sums({ cursor })).rejects.toMatchObject(refused('cursor_invalid'));
});
