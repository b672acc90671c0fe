import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { instantOf } from '../../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  zone,
  type Commune,
} from '../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../support/endpoint-client.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { reportStatus } from '../../support/status-report.ts';

const real = systemClock();
let now = instantOf(dayAfter(real.now(), 1), '15:00', zone);
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ worker: true, clock });
const today = () => dayAfter(now, 0);
const fivePm = () => instantOf(today(), '17:00', zone);

let here: Commune;
let there: Commune;
let operator: Person;
let agent: EndpointClient;
let occurrence: string;
beforeAll(async () => {
  here = await makeCommune(server(), 'Hải Anh');
  there = await makeCommune(server(), 'Hải Hưng');
  operator = await server().as('operator');
  agent = await pairEndpoint(server(), here.endpointId);
  const recordingId = await makeApproved(server(), { hertz: 400 });
  const stations = [here.stationId, there.stationId];
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(
      {
        ...{ ownerAreaId: await server().rootId(), recordingId, stations },
        ...{ date: today(), time: '17:00' },
      },
      { title: 'Tin chiều', class: 'priority' },
    ),
  });
  occurrence = `${broadcast?.id ?? ''}-${today()}`;
});

const show = (person = operator, query: { q?: string; limit?: number } = {}) =>
  person.call(api.today.show, { query });

describe('today', () => {
  it('tells what sounds next and who is ready for it', async () => {
    const { sha256 } = await operator.call(api.occurrences.playlist, {
      query: { endpointId: here.endpointId, date: today() },
    });
    await reportStatus(agent, now, { complete: [sha256 ?? ''] });
    await expect
      .poll(async () => (await show()).air, { timeout: 8000 })
      .toMatchObject({
        ...{ isPlaying: false, sessionKey: null, titles: ['Tin chiều'], startsAt: fivePm() },
        ...{ stationCount: 2, endpointCount: 2, saySo: 0, ready: 1, notReady: 1, unknown: 0 },
      });
    const { date, isOnAir, endpointTroubles, stations } = await show();
    expect({ date, isOnAir, total: stations.total }).toEqual({
      ...{ date: today(), isOnAir: false, total: 2 },
    });
    // It is asked to sound at five: it stands once, where it is, and nobody has said whom to call.
    expect(endpointTroubles).toMatchObject([
      {
        ...{ reason: 'not_paired', isKnown: true, count: 1, stationId: there.stationId },
        ...{ keyholder: null, endpoints: [{ id: there.endpointId }] },
      },
    ]);
    expect(stations.items).toMatchObject([
      { stationId: here.stationId, playing: [], next: { startsAt: fivePm() }, ready: 1 },
      { stationId: there.stationId, playing: [], next: { startsAt: fivePm() }, ready: 0 },
    ]);
  });

  it('tells whom to call where something is not ready, to those who may know', async () => {
    const keyholder = { name: 'Ông Tư', phone: '0912 345 678' };
    const params = { id: there.stationId };
    await operator.call(api.stations.setKeyholder, { params, body: { keyholder } });
    const told = async (person: Person) => (await show(person)).endpointTroubles;
    // What was answered stands for two seconds.
    await expect.poll(() => told(operator), { timeout: 8000 }).toMatchObject([{ keyholder }]);
    expect(await told(await server().as('leader'))).toMatchObject([{ keyholder: null }]);
  });

  it('tells who says that it plays, and what was stopped', async () => {
    now = fivePm() + 500;
    await reportStatus(agent, now, { playing: `${occurrence}/0` });
    await expect
      .poll(async () => (await show()).air, { timeout: 8000 })
      .toMatchObject({ isPlaying: true, saySo: 1, endpointCount: 2 });
    const { isOnAir, stations } = await show();
    expect(isOnAir).toBe(true);
    expect(stations.items[0]).toMatchObject({ playing: [{ id: occurrence, saySo: 1 }] });
    await operator.call(api.occurrences.stop, {
      params: { id: occurrence },
      body: { scope: { kind: 'station', id: there.stationId } },
    });
    // What was answered a moment ago is not told again after a stop.
    const { items } = (await show()).stations;
    const stopped = items.find(({ stationId }) => stationId === there.stationId);
    expect(stopped).toMatchObject({ playing: [], stopped: 'Tin chiều' });
  });

  it('stops all that sounds at a station, whatever that is', async () => {
    const stopAt = ({ stationId }: Commune, person = operator) =>
      person.call(api.occurrences.stopSounding, { params: { id: stationId } });
    const author = await server().as('author');
    expect((await refusal(stopAt(here, author))).code).toBe('not_allowed');
    expect(await stopAt(there)).toEqual({ occurrences: [], endpoints: 0, nudged: 0 });
    expect(await stopAt(here)).toMatchObject({ occurrences: [occurrence], endpoints: 1 });
    // The loudspeaker still says that it plays.
    const { items } = (await show()).stations;
    expect(items.find(({ stationId }) => stationId === here.stationId)).toMatchObject({
      playing: [{ id: occurrence, saySo: 1, stopped: true }],
    });
  });

  it('finds stations by a part of their name, and counts those that it does not list', async () => {
    const found = await show(operator, { q: 'hai hung' });
    expect(found.stations.items.map(({ stationId }) => stationId)).toEqual([there.stationId]);
    expect((await show(operator, { limit: 1 })).stations).toMatchObject({ total: 2 });
    const wrong = operator.call(api.today.show, { query: { limit: 5000 } });
    expect((await refusal(wrong)).code).toBe('query_invalid');
  });

  it('tells each person of their own areas alone', async () => {
    const local = await server().as('operator', there.areaId);
    const { stations, air } = await show(local);
    expect(stations.items.map(({ stationId }) => stationId)).toEqual([there.stationId]);
    expect(air?.endpointCount ?? 0).toBeLessThanOrEqual(1);
  });

  it('watches what sounds within half an hour elsewhere while something plays, of whom it is for', async () => {
    now = instantOf(dayAfter(now, 1), '15:00', zone);
    const next = await makeCommune(server(), 'Hải Đông');
    const village = await makeEndpoint(server(), next.stationId, 'Cụm xóm 2');
    const keyholder = { name: 'Bà Năm', phone: '0912 345 679' };
    await operator.call(api.stations.setKeyholder, {
      params: { id: next.stationId },
      body: { keyholder },
    });
    const ownerAreaId = await server().rootId();
    const recordingId = await makeApproved(server(), { hertz: 420 });
    const place = async (time: string, stations: string[], endpoints: string[]) => {
      const given = { ownerAreaId, recordingId, stations, date: today(), time };
      const targets = { areas: [], stations, endpoints, except: [] };
      const body = draftOf(given, { targets, class: 'priority' });
      await operator.call(api.broadcasts.create, { body });
    };
    await place('17:00', [here.stationId], []);
    await place('17:10', [], [village]);
    await place('17:40', [there.stationId], []);
    now = fivePm() + 500;
    const atRisk = async (person: Person) => {
      // Asked as nobody did before: an answer is handed out for two seconds.
      const { air, endpointTroubles } = await show(person, { limit: 39 });
      expect(air).toMatchObject({ isPlaying: true, stationCount: 1 });
      return endpointTroubles.filter(({ stationId }) => stationId !== null);
    };
    const told = await atRisk(operator);
    expect(new Set(told.map(({ stationId }) => stationId))).toEqual(
      new Set([here.stationId, next.stationId]),
    );
    const line = { reason: 'not_paired', count: 1, endpoints: [{ id: village }] };
    const lineOf = (lines: typeof told) =>
      lines.find(({ stationId }) => stationId === next.stationId);
    expect(lineOf(told)).toMatchObject({ ...line, keyholder });
    const leader = await server().as('leader');
    expect(lineOf(await atRisk(leader))).toMatchObject({ ...line, keyholder: null });
  });

  it('tells in the evening who is ready for tomorrow: of whom it is for, as the page of its readiness', async () => {
    now = instantOf(today(), '20:00', zone);
    const { stationId } = await makeCommune(server(), 'Hải Tây');
    const village = await makeEndpoint(server(), stationId, 'Cụm xóm 4');
    const date = dayAfter(now, 1);
    const recordingId = await makeApproved(server(), { hertz: 440 });
    const given = { ownerAreaId: await server().rootId(), recordingId, date, time: '05:00' };
    const targets = { areas: [], stations: [], endpoints: [village], except: [] };
    await operator.call(api.broadcasts.create, {
      body: draftOf({ ...given, stations: [] }, { targets, class: 'priority' }),
    });
    const { air, endpointTroubles } = await show(operator, { limit: 38 });
    expect(air).toMatchObject({
      ...{ startsAt: instantOf(date, '05:00', zone), isPlaying: false, continuesAt: null },
      ...{ stationCount: 1, endpointCount: 1, ready: 0, notReady: 1, unknown: 0 },
    });
    const page = await operator.call(api.readiness.ofSubject, {
      ...{ params: { subject: air?.subject ?? '' }, query: { date: air?.first.date ?? '' } },
    });
    expect(page).toMatchObject({ ready: 0, notReady: 1, unknown: 0 });
    expect(page.lacking.map(({ endpointId }) => endpointId)).toEqual([village]);
    expect(endpointTroubles[0]).toMatchObject({
      ...{ reason: 'not_paired', stationId, count: 1, endpoints: [{ id: village }] },
    });
  });
});
