import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { sha256 } from '../../../../runtime/crypto.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { onDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const today = dayAfter(systemClock().now(), 0);
const tomorrow = dayAfter(systemClock().now(), 1);
const clock = clockAt(instantOf(today, '09:00', zone));
const server = useTestServer({ worker: true, clock });

const hours = { key: 'morning', name: 'Sáng', startsAt: '05:00', latestEnd: '05:45' };
const relay = {
  ...{ type: 'relay' as const, url: 'https://stream.example/vov1', durationMs: 300_000 },
  ...{ delayMs: 0, fallbackRecordingId: null, carry: 'live' as const },
};

let commune: Commune;
let operator: Person;
let titled: Record<string, string>;
beforeAll(async () => {
  operator = await server().some('operator');
  const titles = ['Nhạc hiệu xã', 'Tin tỉnh', 'Tin xã', 'Riêng xóm 2'];
  const making = titles.map(async (title, index) => {
    return [title, await makeApproved(server(), { hertz: 430 + 30 * index, title })];
  });
  titled = Object.fromEntries(await Promise.all(making)) as typeof titled;
  commune = await makeCommune(server(), 'Hải Phúc');
  const openingId = titled['Nhạc hiệu xã'] ?? '';
  await makeSession(server(), commune.stationId, { ...hours, openingId });
  const rootId = await server().rootId();
  await place('Tin tỉnh', { part: 'above', ownerAreaId: rootId });
  await place('Tin xã', { part: 'own' });
  await place('VOV1', { part: 'own', items: [relay], order: 1 });
});

interface Placed extends Partial<BroadcastBody> {
  part: 'above' | 'own';
  order?: number;
  date?: string;
}

async function place(title: string, { part, order = 0, date = tomorrow, ...rest }: Placed) {
  const { areaId: ownerAreaId, stationId } = commune;
  const given = { ownerAreaId, recordingId: titled[title] ?? '', stations: [stationId] };
  const placement = { kind: 'session' as const, sessionKey: 'morning', part, order };
  const body = draftOf({ ...given, date, time: '00:00' }, { title, placement, ...rest });
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  return `${broadcast?.id ?? ''}-${date}`;
}

const told = (query: object = { sessionKey: 'morning' }, person = operator, where = commune) =>
  person.call(api.prelistening.show, {
    params: { id: where.stationId },
    query: { date: tomorrow, ...query },
  });
const pathOf = (file: string, date = tomorrow, where = commune) =>
  `/api/v1/stations/${where.stationId}/prelistening/${file}?date=${date}`;
async function fileOf(title: string): Promise<string> {
  const { hearings } = await told();
  return hearings[0]?.lines.find((line) => line.title === title)?.file?.sha256 ?? '';
}

describe('a session that is listened to before it is on the air', () => {
  it('is told line by line where the playlist of the loudspeaker has them', async () => {
    const { isTrial, hearings } = await told();
    expect([isTrial, hearings.length]).toEqual([false, 1]);
    const [{ lines, endpoints, leadInMs } = { lines: [], endpoints: [], leadInMs: 0 }] = hearings;
    expect(endpoints).toEqual([{ id: commune.endpointId, name: 'Cụm Hải Phúc' }]);
    expect(leadInMs).toBeGreaterThan(0);
    expect(lines.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'signature Nhạc hiệu xã',
      'recording Tin tỉnh',
      'recording Tin xã',
      'relay VOV1',
    ]);
    const { entries } = await operator.call(api.occurrences.playlist, {
      query: { endpointId: commune.endpointId, date: tomorrow },
    });
    const placeOf = ({ key, startsAt, durationMs }: (typeof entries)[number]) => ({
      ...{ key, startsAt, durationMs },
    });
    expect(lines).toMatchObject(entries.map(placeOf));
    expect(lines[0]?.startsAt).toBe(instantOf(tomorrow, '05:00', zone));
    expect(lines[3]).toMatchObject({ file: null, durationMs: 300_000 });
  });

  it('sounds the very bytes that the loudspeaker fetches, in parts too', async () => {
    const file = await fileOf('Tin xã');
    const sound = await operator.fetch(pathOf(file));
    expect(sound.headers.get('content-type')).toBe('audio/mpeg');
    const bytes = Buffer.from(await sound.arrayBuffer());
    expect(sha256(bytes)).toBe(file);
    const agent = await pairEndpoint(server(), commune.endpointId);
    await agent.head();
    const fetched = await agent.fetch(`/station/v1/media/${file}`);
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes);
    const range = { headers: { range: 'bytes=100-199' } };
    const part = await operator.fetch(pathOf(file), range);
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
  });

  it('is heard whole by whoever may read the station, whoever owns it, and by nobody else', async () => {
    const clerk = await server().as('commune-operator', commune.areaId);
    const { hearings } = await told(undefined, clerk);
    const files = hearings[0]?.lines.flatMap((line) => line.file?.sha256 ?? []) ?? [];
    expect(files).toHaveLength(3);
    for (const file of files) expect((await clerk.fetch(pathOf(file))).status).toBe(200);

    const neighbour = await makeCommune(server(), 'Hải Sơn');
    const other = await server().as('commune-operator', neighbour.areaId);
    expect((await refusal(told(undefined, other))).code).toBe('not_allowed');
    const [file = ''] = files;
    expect((await other.fetch(pathOf(file))).status).toBe(403);
    expect((await server().stranger().fetch(pathOf(file))).status).toBe(401);
    // Of the own station, but it does not sound there.
    expect((await other.fetch(pathOf(file, tomorrow, neighbour))).status).toBe(403);
    expect((await clerk.fetch(pathOf('a'.repeat(43)))).status).toBe(403);
    expect((await clerk.fetch(pathOf(file, today))).status).toBe(403);
    const nowhere = { ...commune, stationId: 'nowhere' };
    expect((await refusal(told({}, operator, nowhere))).code).toBe('station_not_found');
  });

  it('falls silent where it was stopped', async () => {
    const mixed = await makeCommune(server(), 'Hải Tây');
    await makeSession(server(), mixed.stationId, hours);
    const targets = { areas: [], stations: [mixed.stationId], endpoints: [], except: [] };
    const own = { part: 'own' as const, ownerAreaId: mixed.areaId, targets };
    const first = await place('Tin xã', own);
    await place('Tin tỉnh', { ...own, order: 1 });
    const titles = async () => {
      const { hearings } = await told(undefined, operator, mixed);
      return hearings.map(({ lines }) => lines.map(({ title }) => title));
    };
    expect(await titles()).toEqual([['Tin xã', 'Tin tỉnh']]);
    await operator.call(api.occurrences.stop, {
      params: { id: first },
      body: { scope: { kind: 'station', id: mixed.stationId } },
    });
    expect(await titles()).toEqual([['Tin tỉnh']]);
  });

  it('is told of each kind of loudspeaker where they differ, the most complete first', async () => {
    const mixed = await makeCommune(server(), 'Hải Bắc');
    await makeSession(server(), mixed.stationId, hours);
    const second = await makeEndpoint(server(), mixed.stationId, 'Cụm xóm 2');
    await makeEndpoint(server(), mixed.stationId, 'Cụm An');
    const everywhere = { areas: [], stations: [mixed.stationId], endpoints: [], except: [] };
    const own = { part: 'own' as const, ownerAreaId: mixed.areaId };
    await place('Tin xã', { ...own, targets: everywhere });
    const there = { ...everywhere, stations: [], endpoints: [second] };
    await place('Riêng xóm 2', { ...own, targets: there, order: 1 });
    const { hearings } = await told(undefined, operator, mixed);
    const names = hearings.map(({ endpoints }) => endpoints.map(({ name }) => name));
    expect(names).toEqual([['Cụm xóm 2'], ['Cụm An', 'Cụm Hải Bắc']]);
    expect(hearings.map(({ lines }) => lines.length)).toEqual([2, 1]);
  });

  it('may be one occurrence at its own time, or the whole day with its silence', async () => {
    const alone = await makeCommune(server(), 'Hải Lý');
    const given = { ownerAreaId: alone.areaId, stations: [alone.stationId], date: tomorrow };
    const recordingId = titled['Tin xã'] ?? '';
    const ids: string[] = [];
    for (const time of ['10:00', '10:05']) {
      const body = draftOf({ ...given, recordingId, time }, { title: `Lúc ${time}` });
      const { broadcast } = await operator.call(api.broadcasts.create, { body });
      ids.push(`${broadcast?.id ?? ''}-${tomorrow}`);
    }
    const kinds = async (query: object) => {
      const { hearings } = await told(query, operator, alone);
      return hearings[0]?.lines.map(({ kind, startsAt }) => `${kind} ${startsAt}`);
    };
    const [ten, five] = [instantOf(tomorrow, '10:00', zone), instantOf(tomorrow, '10:05', zone)];
    expect(await kinds({ occurrence: ids[1] })).toEqual([`recording ${five}`]);
    const [first, gap, last] = (await kinds({})) ?? [];
    expect([first, last]).toEqual([`recording ${ten}`, `recording ${five}`]);
    expect(gap).toMatch(/^gap /);
  });
});

describe('a day that is not compiled yet', () => {
  const far = dayAfter(systemClock().now(), 12);

  it('is compiled to be heard, and nothing of it comes into force', async () => {
    const occurrence = await place('Tin xã', { part: 'own', date: far, dates: onDay(far) });
    const { isTrial, hearings } = await told({ sessionKey: 'morning', date: far });
    expect(isTrial).toBe(true);
    expect(hearings.map(({ lines }) => lines.map(({ key }) => key.split('/')[0]))).toEqual([
      [expect.any(String), occurrence],
    ]);
    const file = hearings[0]?.lines[1]?.file?.sha256 ?? '';
    expect(file).toBe(await fileOf('Tin xã'));
    expect((await operator.fetch(pathOf(file, far))).status).toBe(200);
    const other = await fileOf('Tin tỉnh');
    expect((await operator.fetch(pathOf(other, far))).status).toBe(403);
    const { sha256: inForce } = await operator.call(api.occurrences.playlist, {
      query: { endpointId: commune.endpointId, date: far },
    });
    expect(inForce).toBeNull();
  });

  it('is opened without having been told before', async () => {
    const file = await fileOf('Tin xã');
    const later = dayAfter(systemClock().now(), 13);
    await place('Tin xã', { part: 'own', date: later, dates: onDay(later) });
    expect((await operator.fetch(pathOf(file, later))).status).toBe(200);
  });

  it('is heard for a while after it was told, and after that only what would sound then', async () => {
    const file = await fileOf('Tin xã');
    const date = dayAfter(systemClock().now(), 14);
    const occurrence = await place('Tin xã', { part: 'own', date, dates: onDay(date) });
    await told({ sessionKey: 'morning', date });
    const id = occurrence.slice(0, 26);
    const { broadcast } = await operator.call(api.broadcasts.get, { params: { id } });
    const { version } = broadcast;
    await operator.call(api.broadcasts.withdraw, { params: { id }, body: { version } });
    expect((await operator.fetch(pathOf(file, date))).status).toBe(200);
    const before = clock.now();
    clock.set(before + 3 * 3600 * 1000);
    expect((await operator.fetch(pathOf(file, date))).status).toBe(403);
    clock.set(before);
  });

  it('is nothing where it was never compiled and is over', async () => {
    const before = dayAfter(systemClock().now(), -30);
    expect(await told({ date: before })).toEqual({ isTrial: true, hearings: [] });
  });
});
