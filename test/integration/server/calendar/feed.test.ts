import { Writable } from 'node:stream';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { urlOf } from '../../../../contract/client.ts';
import { problem } from '../../../../contract/problem.ts';
import { addDays, daysFrom, instantOf, weekdayOf } from '../../../../core/time/zoned.ts';
import { shownIn } from '../../../support/calendar.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { testPassword, useTestServer } from '../../../support/server.ts';

// It is the same day in both zones; clocks go forward in New York on Sunday, inside the compiled days.
const newYork = 'America/New_York';
const today = '2028-03-08';
const clock = clockAt(instantOf(today, '20:00', zone));
const lines: string[] = [];
const sink = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    lines.push(chunk.toString());
    done();
  },
});
const server = useTestServer({ worker: true, clock, log: pino({ level: 'trace' }, sink) });

let operator: Person;
let recordingId: string;
beforeAll(async () => {
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Vay vốn' });
});

async function place(
  { areaId, stationId }: Commune,
  date: string,
  time: string,
  rest: Partial<BroadcastBody> = {},
): Promise<string> {
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId] };
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf({ ...given, date, time }, rest),
  });
  return broadcast?.id ?? '';
}

async function linkTo({ stationId }: Commune, person = operator) {
  const body = { name: 'Điện thoại chị Lan' };
  return person.call(api.calendars.create, { params: { id: stationId }, body });
}

const read = (path: string, headers: Record<string, string> = {}) =>
  fetch(server().origin + path, { headers });

async function feedOf(commune: Commune): Promise<string> {
  const { path } = await linkTo(commune);
  return (await read(path)).text();
}

async function airOf({ stationId }: Commune) {
  const from = addDays(today, -1);
  const weeks = [from, addDays(from, 7)].map((first) =>
    operator.call(api.occurrences.list, {
      query: { from: first, to: addDays(first, 6), stationId },
    }),
  );
  const items = (await Promise.all(weeks)).flatMap((week) => week.items);
  return items.filter(({ airs }) => airs);
}

async function makeNewYork(name: string): Promise<Commune> {
  const administrator = await server().administrator();
  const area = await administrator.call(api.areas.create, {
    body: {
      ...{ code: name, name, kind: 'xã', parentId: await server().rootId() },
      ...{ validFrom: null, validTo: null },
    },
  });
  const station = await administrator.call(api.stations.create, {
    body: { areaId: area.id, name: `Đài ${name}`, zone: newYork },
  });
  const endpointId = await makeEndpoint(server(), station.id, 'Cụm');
  return { areaId: area.id, stationId: station.id, endpointId };
}

describe.each([
  ['a station in Vietnam', zone],
  ['a station whose clocks change', newYork],
])('the calendar of %s', (_name, where) => {
  let commune: Commune;
  let text: string;
  beforeAll(async () => {
    commune = where === zone ? await makeCommune(server(), 'Hải Anh') : await makeNewYork('NY');
    await makeSession(server(), commune.stationId, {
      ...{ key: 'morning', startsAt: '05:00', latestEnd: '05:30' },
    });
    await place(commune, addDays(today, 2), '17:00', { title: 'Một lần, với; dấu \\ lạ' });
    await place(commune, today, '02:30', {
      title: 'Hàng đêm',
      dates: everyDay(addDays(today, 1), null, [addDays(today, 20)]),
    });
    await place(commune, today, '18:00', {
      title: 'Cách tuần',
      dates: {
        ...everyDay(addDays(today, 1)),
        rule: { freq: 'weekly', interval: 2, weekdays: [2, 4] },
      },
      overrides: [{ date: addDays(today, 15), title: 'Riêng hôm ấy' }],
    });
    await place(commune, today, '00:00', {
      title: 'Trong buổi',
      placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 0 },
      dates: everyDay(addDays(today, 1)),
    });
    text = await feedOf(commune);
  });

  it('shows what the compiled days air, at the same instants', async () => {
    const air = await airOf(commune);
    const lastDay = air.reduce((last, { date }) => (date > last ? date : last), '');
    expect(lastDay).toBe(addDays(today, 7));
    const shown = shownIn(text, instantOf(addDays(lastDay, 1), '00:00', where));
    expect(shown.map(({ title, startsAt, uid }) => [title, startsAt, uid.split('-')[0]])).toEqual(
      air
        .map(({ title, startsAt, broadcastId }) => [title, startsAt, broadcastId] as const)
        .sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0) || (a[2] < b[2] ? -1 : 1)),
    );
    expect(new Set(shown.map(({ title }) => title))).toEqual(
      new Set(['Một lần, với; dấu \\ lạ', 'Hàng đêm', 'Cách tuần', 'Trong buổi']),
    );
    expect(shown.find(({ title }) => title === 'Trong buổi')?.durationMs).toBeGreaterThan(2000);
  });

  it('goes on with what is to be expected, without doubling a day', () => {
    const first = addDays(today, 8);
    const from = instantOf(first, '00:00', where);
    const days = daysFrom(first, 30);
    const shown = shownIn(text, instantOf(addDays(first, 30), '00:00', where));
    const at = (title: string) =>
      shown.filter((one) => one.title === title && one.startsAt >= from).map((one) => one.startsAt);
    const nights = days.filter((date) => date !== addDays(today, 20));
    expect(at('Hàng đêm')).toEqual(nights.map((date) => instantOf(date, '02:30', where)));
    // Every other week from 9 March: the days of the weeks in between are none of it.
    const isOn = (date: string) => [2, 4].includes(weekdayOf(date));
    const weeks = days.filter((date) => isOn(date) && isSameWeek(date));
    const edited = addDays(today, 15);
    expect(weeks).toContain(edited);
    expect(at('Cách tuần')).toEqual(
      weeks.filter((date) => date !== edited).map((date) => instantOf(date, '18:00', where)),
    );
    expect(at('Riêng hôm ấy')).toEqual([instantOf(edited, '18:00', where)]);
    expect(at('Buổi morning')).toEqual(days.map((date) => instantOf(date, '05:00', where)));
    expect(at('Trong buổi')).toEqual([]);
  });

  it('is written as RFC 5545 wants it', () => {
    const written = text.split('\r\n');
    expect(written.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text.includes('\n') && !/[^\r]\n/.test(text)).toBe(true);
    const count = (line: string) => written.filter((one) => one.startsWith(line)).length;
    expect(count('DTSTAMP:')).toBe(count('BEGIN:VEVENT'));
    expect(text).toContain(`TZID:${where}`);
    // One that stands for a changed day of a series has the name of that.
    const uids = text
      .split('BEGIN:VEVENT')
      .flatMap((event) => (event.includes('RECURRENCE-ID') ? [] : (/UID:.+/.exec(event) ?? [])));
    expect(uids.length).toBeGreaterThan(10);
    expect(new Set(uids).size).toBe(uids.length);
  });
});

/** Weeks that are an even number of weeks from that of 6 March 2028. */
function isSameWeek(date: string): boolean {
  const days = (Date.parse(date) - Date.parse('2028-03-06')) / 86_400_000;
  return Math.floor(days / 7) % 2 === 0;
}

describe('a link', () => {
  it('is answered with bytes that stay the same while the timetable does', async () => {
    const commune = await makeCommune(server(), 'Hải Đường');
    const date = addDays(today, 1);
    await place(commune, date, '17:00');
    const { path } = await linkTo(commune);
    const first = await read(path);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const etag = first.headers.get('etag') ?? '';
    const uids = (text: string) => shownIn(text, Infinity).map(({ uid }) => uid);
    const before = uids(await first.text());
    clock.set(clock.now() + 60_000);
    const known = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    const again = await read(path, known);
    expect([again.status, await again.text()]).toEqual([304, '']);

    await place(commune, date, '18:00');
    const changed = await read(path, known);
    expect(changed.status).toBe(200);
    expect(uids(await changed.text())).toEqual(expect.arrayContaining(before));
  });

  it('is listed without its secret, told apart, and ends when it is revoked', async () => {
    const commune = await makeCommune(server(), 'Hải Vân');
    const { stationId } = commune;
    const { path, id } = await linkTo(commune);
    const other = await linkTo(commune);
    const token = new URL(path, 'http://loa').searchParams.get('token') ?? '';
    expect((await read(path)).status).toBe(200);
    const { items } = await operator.call(api.calendars.list, { params: { id: stationId } });
    expect(items).toMatchObject([
      { id: other.id, usedAt: null },
      { id, name: 'Điện thoại chị Lan', userName: operator.me.name },
    ]);
    expect(items[1]?.usedAt).toBeGreaterThan(0);
    expect(JSON.stringify(items)).not.toContain(token);

    await operator.call(api.calendars.revoke, { params: { id } });
    const gone = await read(path);
    expect(gone.status).toBe(404);
    expect(problem.parse(await gone.json())).toMatchObject({ code: 'calendar_link_not_found' });
    expect((await read(other.path)).status).toBe(200);
    expect((await refusal(operator.call(api.calendars.revoke, { params: { id } }))).code).toBe(
      'calendar_link_not_found',
    );
  });

  it('opens its own station only, and is made by those with the right over it', async () => {
    const commune = await makeCommune(server(), 'Hải Thanh');
    const neighbour = await makeCommune(server(), 'Hải Hà');
    const { path, id } = await linkTo(commune);
    const elsewhere = path.replace(commune.stationId, neighbour.stationId);
    expect((await read(elsewhere)).status).toBe(404);
    expect((await read(path.replace(/token=.*/, ''))).status).toBe(404);
    const stranger = await server().as('operator', neighbour.areaId);
    const code = async (call: Promise<unknown>) => (await refusal(call)).code;
    const params = { id: commune.stationId };
    expect(await code(linkTo(commune, stranger))).toBe('not_allowed');
    expect(await code(stranger.call(api.calendars.list, { params }))).toBe('not_allowed');
    expect(await code(stranger.call(api.calendars.revoke, { params: { id } }))).toBe('not_allowed');
    expect(await code(linkTo(commune, await server().as('author')))).toBe('not_allowed');
    expect((await read(path)).status).toBe(200);
  });

  it('is kept as a hash, and stands neither in the log nor in the audit', async () => {
    const commune = await makeCommune(server(), 'Hải Ninh');
    const { path } = await linkTo(commune);
    const token = new URL(path, 'http://loa').searchParams.get('token') ?? '';
    expect(token.length).toBeGreaterThan(40);
    lines.length = 0;
    expect((await read(path)).status).toBe(200);
    expect((await read(`${path}x`)).status).toBe(404);
    expect((await read(`${path}&language=xx`)).status).toBe(400);
    const logged = lines.filter((line) => line.includes('timetable.ics'));
    expect(logged.length).toBeGreaterThanOrEqual(3);
    expect(lines.join('')).not.toContain(token);
    const administrator = await server().administrator();
    const { items } = await administrator.call(api.audit.list, { query: { limit: 20 } });
    expect(items.some(({ action }) => action === 'calendar_link.create')).toBe(true);
    expect(JSON.stringify(items)).not.toContain(token);
  });
});

describe('the calendar of a station that ends', () => {
  it('promises nothing after its last day, and its links can be revoked then', async () => {
    const commune = await makeCommune(server(), 'Hải Phương');
    const heir = await makeCommune(server(), 'Hải Long');
    const morning = { key: 'morning', startsAt: '05:00', latestEnd: '05:30' };
    await makeSession(server(), commune.stationId, morning);
    await place(commune, today, '18:00', { dates: everyDay(addDays(today, 1)) });
    const { path, id } = await linkTo(commune);
    const lastDay = addDays(today, 19);
    const administrator = await server().administrator();
    const exported = async (
      more: { stationId: string } | { areaId: string },
      { first = today, person = operator } = {},
    ) => {
      const asked = { from: first, to: addDays(first, 29), ...more };
      const answer = await person.fetch(urlOf(api.timetableExport.ics, { query: asked }));
      return shownIn(await answer.text(), Infinity).map(({ startsAt }) => startsAt);
    };
    await administrator.call(api.stations.merge, {
      params: { id: commune.stationId },
      query: {},
      body: { into: heir.stationId, on: addDays(lastDay, 1) },
    });
    const end = instantOf(addDays(lastDay, 1), '00:00', zone);
    const shown = shownIn(await (await read(path)).text(), instantOf('2029-03-08', '00:00', zone));
    const times = shown.map(({ startsAt }) => startsAt);
    expect(Math.max(...times)).toBe(instantOf(lastDay, '18:00', zone));
    expect(times).toContain(instantOf(lastDay, '05:00', zone));
    expect((await exported({ stationId: commune.stationId })).every((at) => at < end)).toBe(true);
    const { areaId } = commune;
    expect(await exported({ areaId })).toContain(instantOf(lastDay, '05:00', zone));
    // Sign-ins do not last so long: nothing comes after this.
    clock.set(instantOf(addDays(lastDay, 2), '10:00', zone));
    const person = server().stranger();
    await person.signIn(operator.me.login, testPassword);
    expect(await exported({ areaId }, { first: addDays(lastDay, 2), person })).toEqual([]);
    const params = { id: commune.stationId };
    const { items } = await person.call(api.calendars.list, { params });
    expect(items.map((one) => one.id)).toEqual([id]);
    await person.call(api.calendars.revoke, { params: { id } });
    expect((await person.call(api.calendars.list, { params })).items).toEqual([]);
  });
});
