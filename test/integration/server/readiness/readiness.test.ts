import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { openDatabase } from '../../../../runtime/database.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeSession,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { reportStatus } from '../../../support/status-report.ts';
import { until } from '../../../support/until.ts';

const real = systemClock();
let now = instantOf(dayAfter(real.now(), 1), '15:00', zone);
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ worker: true, clock });
const minute = 60_000;
const today = () => dayAfter(now, 0);

let commune: Commune;
let operator: Person;
let agents: EndpointClient[];
let broadcastId = '';
const occurrence = () => `${broadcastId}-${today()}`;

beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  const { stationId, areaId } = commune;
  await makeSession(server(), stationId, {
    key: 'afternoon',
    ...{ startsAt: '17:00', latestEnd: '17:30' },
  });
  const second = await makeEndpoint(server(), stationId, 'Cụm xóm 2');
  await makeEndpoint(server(), stationId, 'Cụm xóm 3');
  operator = await server().as('operator');
  const recordingId = await makeApproved(server(), { hertz: 400 });
  agents = [await pairEndpoint(server(), commune.endpointId), await pairEndpoint(server(), second)];
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(
      { ownerAreaId: areaId, recordingId, stations: [stationId], date: today(), time: '17:00' },
      { placement: { kind: 'session', sessionKey: 'afternoon', part: 'own', order: 1 } },
    ),
  });
  broadcastId = broadcast?.id ?? '';
});

async function playlist(): Promise<string> {
  const query = { endpointId: commune.endpointId, date: today() };
  const { sha256 } = await operator.call(api.occurrences.playlist, { query });
  return sha256 ?? '';
}

const readiness = (person = operator) =>
  person.call(api.readiness.ofOccurrence, { params: { id: occurrence() } });

const settled = (expected: object) =>
  expect.poll(() => readiness(), { timeout: 10_000 }).toMatchObject(expected);

describe('readiness', () => {
  it('tells who holds playlist and audio, and who does not and why', async () => {
    const [first, second] = agents;
    if (!first || !second) throw new Error('two agents were paired');
    await reportStatus(first, now, { complete: [await playlist()] });
    await reportStatus(second, now, { incomplete: [await playlist()], missingFiles: 3 });
    await settled({ ready: 1, notReady: 2, unknown: 0 });
    const { lacking, stations, reasons } = await readiness();
    expect(lacking.map(({ name, reason }) => [name, reason]).sort()).toEqual([
      ['Cụm xóm 2', 'files_missing'],
      ['Cụm xóm 3', 'not_paired'],
    ]);
    const { stationId } = commune;
    const keyholder = { name: 'Ông Phạm Văn Giữ', phone: '0912 345 678' };
    await operator.call(api.stations.setKeyholder, {
      params: { id: stationId },
      body: { keyholder },
    });
    expect((await readiness()).keyholders).toEqual([{ stationId, keyholder }]);
    expect((await readiness(await server().as('author'))).keyholders).toEqual([]);
    expect(reasons.map(({ reason }) => reason).sort()).toEqual(['files_missing', 'not_paired']);
    expect(stations).toMatchObject([
      {
        ...{ stationId: commune.stationId, ready: 1, notReady: 2, unknown: 0 },
        villages: [{ areaId: commune.areaId, areaName: 'Xã Hải Anh', ready: 1 }],
      },
    ]);
  });

  it('knows which of its files an endpoint lacks, and whether they sound then', async () => {
    const [, second] = agents;
    if (!second) throw new Error('two agents were paired');
    const other = 'A'.repeat(43);
    const short = { incomplete: [await playlist()], missing: [other], missingFiles: 1 };
    await reportStatus(second, now, short);
    await settled({ ready: 2, notReady: 1 });
  });

  it('follows a session of the day, by station', async () => {
    const { items } = await operator.call(api.readiness.ofDay, { query: { date: today() } });
    expect(items).toMatchObject([
      {
        ...{ stationId: commune.stationId, subject: 'afternoon', kind: 'session' },
        ...{ name: 'Buổi afternoon', ready: 2, notReady: 1, unknown: 0, note: null },
        startsAt: instantOf(today(), '17:00', zone),
      },
    ]);
  });

  it('does not call ready what holds everything and is out of sight', async () => {
    now += 10 * minute;
    await settled({ ready: 0, notReady: 1, unknown: 2 });
    expect((await readiness()).reasons[0]).toEqual({ reason: 'holds_unseen', count: 2 });
  });

  it('is for those who may read there, and for what there is', async () => {
    const other = await makeCommune(server(), 'Hải Hưng');
    const neighbour = await server().as('operator', other.areaId);
    expect(await readiness(neighbour)).toMatchObject({ ready: 0, notReady: 0, unknown: 0 });
    const query = { date: today() };
    expect((await neighbour.call(api.readiness.ofDay, { query })).items).toEqual([]);
    const nothing = operator.call(api.readiness.ofOccurrence, {
      params: { id: `nothing-${today()}` },
    });
    expect((await refusal(nothing)).code).toBe('occurrence_not_found');
  });

  it('leaves out where it was stopped', async () => {
    await operator.call(api.occurrences.stop, {
      params: { id: occurrence() },
      body: { scope: { kind: 'endpoint', id: commune.endpointId } },
    });
    await settled({ ready: 0, notReady: 1, unknown: 1 });
  });
});

describe('half an hour before air', () => {
  it('what was known is written down, told to open consoles, and never changed', async () => {
    const response = await operator.fetch('/api/v1/live');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    now = instantOf(today(), '16:30', zone);
    const [first] = agents;
    if (!first) throw new Error('an agent was paired');
    await reportStatus(first, now, { complete: [await playlist()] });
    const ask = () =>
      operator.call(api.readiness.ofSubject, {
        params: { subject: 'afternoon' },
        query: { date: today() },
      });
    const noted = await until(
      async () => {
        const [note] = (await ask()).notes;
        return note;
      },
      { limitMs: 45_000, what: 'the readiness is noted' },
    );
    expect(noted.note).toMatchObject({ ready: 0, notReady: 1, unknown: 1, notedAt: now });
    expect(noted.note.lacking.map(({ name }) => name).sort()).toEqual(['Cụm xóm 2', 'Cụm xóm 3']);
    let heard = '';
    while (!heard.includes('readiness.noted')) heard += (await reader?.read())?.value ?? '';
    expect(heard).toContain('"subject":"afternoon","ready":0,"total":2');
    await reader?.cancel();

    now += 5 * minute;
    const answer = await ask();
    expect(answer).toMatchObject({ ready: 0, name: 'Buổi afternoon' });
    expect(answer.notes).toEqual([noted]);
    const db = openDatabase(join(server().dataFolder, 'loa.sqlite'));
    expect(() => db.exec('update readiness_note set ready = 3')).toThrow('never changed');
    expect(() => db.exec('delete from readiness_note')).toThrow('never removed');
    db.close();
  });
});
