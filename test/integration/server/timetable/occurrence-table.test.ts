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
const noon = { startsAt: '11:00', latestEnd: '12:00' };
let communes: Commune[] = [];
/** What all communes have at noon, and what only the first has in the evening. */
let [everywhere, own] = ['', ''];
let programmeId = '';

/** Two communes of a district and one outside; the last has no session at noon. */
beforeAll(async () => {
  const administrator = await server().administrator();
  const district = await administrator.call(api.areas.create, {
    body: {
      ...{ code: '361', name: 'Huyện Hải Hậu', kind: 'huyện', validFrom: null, validTo: null },
      parentId: await server().rootId(),
    },
  });
  communes = [
    await makeCommune(server(), 'Hải Anh', district.id),
    await makeCommune(server(), 'Hải Bắc', district.id),
    await makeCommune(server(), 'Yên Cường'),
  ];
  for (const { stationId } of communes.slice(0, 2))
    await makeSession(server(), stationId, { key: 'noon', ...noon });
  ({ id: programmeId } = await administrator.call(api.programmes.create, {
    body: { name: 'Giảm nghèo bền vững', tag: 'GN' },
  }));
  everywhere = await place({
    ...{ title: 'Vay vốn', ownerAreaId: await server().rootId(), programmeId },
    placement: { kind: 'session', sessionKey: 'noon', part: 'above', order: 0 },
    targets: { areas: [await server().rootId()], stations: [], endpoints: [], except: [] },
  });
  own = await place({ title: 'Họp thôn' });
});

async function place(rest: Partial<BroadcastBody>): Promise<string> {
  const [{ areaId, stationId }] = communes as [Commune];
  const operator = await server().some('operator');
  const recordingId = await makeApproved(server(), { hertz: 300 });
  const given = { ownerAreaId: areaId, stations: [stationId], date: day(1), time: '19:00' };
  const body = draftOf({ ...given, recordingId }, { dates: everyDay(day(1)), ...rest });
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  return broadcast?.id ?? '';
}

const stationIds = () => communes.map(({ stationId }) => stationId);
const districtOf = async () => {
  const operator = await server().some('operator');
  const { items } = await operator.call(api.areas.list, { query: { limit: 500 } });
  return items.find(({ kind }) => kind === 'huyện')?.id ?? '';
};

async function table(query: Record<string, string | number>, who = server().some('operator')) {
  const days = { from: day(1), to: day(1) };
  return (await who).call(api.occurrences.table, { query: { ...days, ...query } });
}

it('has a row for a broadcast of a day, with how many stations air it and why others do not', async () => {
  const { items, next } = await table({});
  expect(next).toBeNull();
  expect(items).toEqual([
    expect.objectContaining({
      ...{ id: `${everywhere}-${day(1)}`, broadcastId: everywhere, title: 'Vay vốn', programmeId },
      ...{ date: day(1), sessionKey: 'noon', part: 'above' },
      startsAt: instantOf(day(1), '11:00', zone),
      lastStartsAt: instantOf(day(1), '11:00', zone),
      ...{ airing: 2, stopped: 0, silent: 1 },
      reasons: [{ reason: 'no_session', stations: 1 }],
    }),
    expect.objectContaining({
      ...{ id: `${own}-${day(1)}`, title: 'Họp thôn', programmeId: null, sessionKey: null },
      ...{ airing: 1, stopped: 0, silent: 0, reasons: [] },
    }),
  ]);
});

it('tells of an area, of stations and of a programme', async () => {
  const [one = '', two = '', outside = ''] = stationIds();
  const titles = async (query: Record<string, string>) =>
    (await table(query)).items.map(({ title, airing, silent }) => `${title} ${airing}/${silent}`);
  const areaId = await districtOf();
  expect(await titles({ areaId })).toEqual(['Vay vốn 2/0', 'Họp thôn 1/0']);
  expect(await titles({ areaId: communes[2]?.areaId ?? '' })).toEqual(['Vay vốn 0/1']);
  expect(await titles({ areaId, stationId: outside })).toEqual([]);
  expect(await titles({ stationId: `${two},${outside}` })).toEqual(['Vay vốn 1/1']);
  expect(await titles({ stationId: one, programmeId })).toEqual(['Vay vốn 1/0']);
  expect(await titles({ areaId: 'nowhere' })).toEqual([]);
});

it('goes on from page to page through the days, and leaves nothing out', async () => {
  const days = { from: day(1), to: day(3) };
  const whole = await table({ ...days, limit: 100 });
  expect(whole.items).toHaveLength(6);
  for (const limit of [1, 2, 3, 5]) {
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await table({ ...days, limit, ...(cursor === null ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(whole.items);
  }
});

it('refuses more than a week, and a cursor of something else', async () => {
  const refused = (code: string) => ({ problem: { status: 400, code } });
  await expect(table({ to: day(9) })).rejects.toMatchObject(refused('query_invalid'));
  const cursor = Buffer.from('["x"]').toString('base64url');
  await expect(table({ cursor })).rejects.toMatchObject(refused('cursor_invalid'));
});

it('counts what was stopped by itself', async () => {
  const operator = await server().some('operator');
  await operator.call(api.occurrences.stop, {
    params: { id: `${everywhere}-${day(2)}` },
    body: { scope: { kind: 'station', id: communes[1]?.stationId ?? '' } },
  });
  const { items } = await table({ from: day(2), to: day(2), programmeId });
  expect(items).toEqual([expect.objectContaining({ airing: 1, stopped: 1, silent: 1 })]);
});

it('lists the stations of an occurrence by page, those that do not air it first', async () => {
  const operator = await server().some('operator');
  const params = { id: `${everywhere}-${day(2)}` };
  const [one, two, outside] = stationIds();
  const page = async (query: object) =>
    operator.call(api.occurrences.stations, { params, query: { limit: 2, ...query } });
  const first = await page({});
  expect(first.items.map(({ stationId }) => stationId)).toEqual([outside, two]);
  expect(first.items[0]).toMatchObject({ airs: false, reason: 'no_session', startsAt: null });
  expect(first.items[1]).toMatchObject({ stopped: true });
  const rest = await page({ cursor: first.next ?? '' });
  expect(rest.next).toBeNull();
  expect(rest.items).toEqual([expect.objectContaining({ stationId: one, airs: true })]);
  const ofArea = await page({ areaId: await districtOf() });
  expect(ofArea.items.map(({ stationId }) => stationId)).toEqual([two, one]);
  await expect(page({ date: day(3) })).rejects.toMatchObject({
    problem: { status: 404, code: 'occurrence_not_found' },
  });
});

it('tells a person of no station that they may not read', async () => {
  const stranger = server().as('commune-operator', communes[1]?.areaId);
  const { items } = await table({}, stranger);
  expect(items.map(({ title, airing, silent }) => [title, airing, silent])).toEqual([
    ['Vay vốn', 1, 0],
  ]);
  const ofOthers = (await stranger).call(api.occurrences.stations, {
    params: { id: `${own}-${day(1)}` },
    query: {},
  });
  await expect(ofOthers).rejects.toMatchObject({ problem: { code: 'occurrence_not_found' } });
});
