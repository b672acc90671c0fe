import { describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { stationRoutes } from '../../../../contract/station/exchange.ts';
import { playlistObject, settingsObject } from '../../../../contract/station/objects.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import { sha256, verify } from '../../../../runtime/crypto.ts';
import {
  approve,
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeRecording,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { everyDay } from '../../../support/on-days.ts';
import { useTestServer } from '../../../support/server.ts';

// Ten in the morning of today, so that no test runs over midnight.
const real = systemClock();
const ten = instantOf(dayAfter(real.now(), 0), '10:00', zone);
let offsetMs = ten - real.now();
const clock = { ...real, now: () => offsetClock(real, offsetMs).now() };
const server = useTestServer({ worker: true, clock });

const tomorrow = () => dayAfter(clock.now(), 1);
let tones = 300;
const tone = () => makeApproved(server(), { hertz: (tones += 20) });

async function place(body: BroadcastBody) {
  const operator = await server().some('operator');
  const saved = await operator.call(api.broadcasts.create, { body });
  return { operator, ...saved, id: saved.broadcast?.id ?? '' };
}

const noonHours = { startsAt: '11:00', latestEnd: '12:00' };

/** A hard broadcast of the commune's own at a time. */
async function at(commune: Commune, date: string, time: string, recordingId?: string) {
  const given = { ownerAreaId: commune.areaId, stations: [commune.stationId], date, time };
  return draftOf({ ...given, recordingId: recordingId ?? (await tone()) });
}

async function playlist(endpointId: string, date: string) {
  const operator = await server().some('operator');
  return operator.call(api.occurrences.playlist, { query: { endpointId, date } });
}

describe('the timetable', () => {
  it('reaches the endpoint as a signed head, playlists, settings and audio', async () => {
    const commune = await makeCommune(server(), 'Hải Anh');
    const { id } = await place({
      ...(await at(commune, tomorrow(), '17:00')),
      dates: everyDay(tomorrow()),
    });
    const endpoint = await pairEndpoint(server(), commune.endpointId);
    const { signature, ...body } = await endpoint.head();
    const keys = await endpoint.client.call(stationRoutes.keys, {});
    expect(verify(keys.signing[0]?.publicKey ?? '', canonicalJson(body), signature)).toBe(true);
    expect(body.endpoint).toBe(commune.endpointId);
    const days = Array.from({ length: 8 }, (_, ahead) => dayAfter(clock.now(), ahead));
    expect(body.days.map(({ date }) => date)).toEqual(days);

    const held = body.days.find(({ date }) => date === tomorrow())?.playlist ?? '';
    const bytes = await (await endpoint.fetch(`/station/v1/objects/${held}`)).text();
    expect(sha256(bytes)).toBe(held);
    const [entry, ...rest] = playlistObject.parse(JSON.parse(bytes)).entries;
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({
      key: `${id}-${tomorrow()}/0`,
      startsAt: instantOf(tomorrow(), '17:00', zone),
      startMode: 'hard',
    });
    const { source } = entry ?? {};
    const file = source?.type === 'media' ? source.profiles['mp3-48k'] : undefined;
    const audio = await endpoint.fetch(`/station/v1/media/${file?.sha256}`);
    expect(sha256(new Uint8Array(await audio.arrayBuffer()))).toBe(file?.sha256);

    const settings = await endpoint.fetch(`/station/v1/objects/${body.settings}`);
    expect(settingsObject.parse(await settings.json())).toMatchObject({
      stationName: 'Đài xã Hải Anh',
      zone,
    });
  });

  it('leaves out what was set to 03:15 into quiet hours, and says why', async () => {
    const commune = await makeCommune(server(), 'Hải Hưng');
    const administrator = await server().administrator();
    const { saved: quiet } = await administrator.call(api.quietHours.create, {
      body: {
        areaId: await server().rootId(),
        from: '21:00',
        to: '04:30',
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        validFrom: null,
        validTo: null,
      },
    });
    const { operator, id, outlook } = await place(await at(commune, tomorrow(), '03:15'));
    expect(outlook.occurrences).toEqual([
      expect.objectContaining({ date: tomorrow(), airs: false, reason: 'quiet_hours' }),
    ]);
    const day = await playlist(commune.endpointId, tomorrow());
    expect(day.entries).toEqual([]);
    expect(day.rulings).toEqual([
      expect.objectContaining({ occurrence: `${id}-${tomorrow()}`, reason: 'quiet_hours' }),
    ]);
    const { steps } = await operator.call(api.occurrences.explain, {
      params: { id: `${id}-${tomorrow()}` },
      query: { endpoint: commune.endpointId },
    });
    expect(steps.map(({ step, ok, code }) => [step, ok, code])).toEqual([
      ['rule', true, 'on_date'],
      ['targets', true, 'reached'],
      ['placement', false, 'quiet_hours'],
    ]);
    const endpoint = await pairEndpoint(server(), commune.endpointId);
    const { settings } = await endpoint.head();
    const guard = await (await endpoint.fetch(`/station/v1/objects/${settings}`)).json();
    expect(settingsObject.parse(guard).quietHours).toEqual([
      expect.objectContaining({ from: '21:00', to: '04:30' }),
    ]);

    await administrator.call(api.quietHours.remove, { params: { id: quiet?.id ?? '' } });
    expect((await playlist(commune.endpointId, tomorrow())).entries).toHaveLength(1);
    expect((await endpoint.head()).settings).not.toBe(settings);
  });

  it('fills the parts of a session by their owners, and lists it for the week', async () => {
    const commune = await makeCommune(server(), 'Hải Đông');
    const { stationId } = commune;
    const hours = { startsAt: '17:00', latestEnd: '17:45' };
    await makeSession(server(), stationId, { key: 'afternoon', ...hours });
    const own = await at(commune, tomorrow(), '00:00');
    const inPart = (part: 'own' | 'above') =>
      ({ kind: 'session', sessionKey: 'afternoon', part, order: 0 }) as const;
    await place({ ...own, title: 'Xã', placement: inPart('own') });
    await place({
      ...own,
      title: 'Tỉnh',
      ownerAreaId: await server().rootId(),
      placement: inPart('above'),
    });
    const operator = await server().some('operator');
    const { items } = await operator.call(api.occurrences.list, {
      query: { from: dayAfter(clock.now(), 0), to: dayAfter(clock.now(), 6), stationId },
    });
    const start = instantOf(tomorrow(), '17:00', zone);
    expect(items.map(({ title, part, airs, startsAt }) => [title, part, airs, startsAt])).toEqual([
      ['Tỉnh', 'above', true, start],
      ['Xã', 'own', true, start + (items[0]?.durationMs ?? 0)],
    ]);
  });

  it('tells the timetable of the stations that are named, and of no more than it says', async () => {
    const communes = [];
    for (const name of ['Hải Một', 'Hải Hai', 'Hải Ba']) {
      const commune = await makeCommune(server(), name);
      await makeSession(server(), commune.stationId, { key: 'noon', ...noonHours });
      await place({ ...(await at(commune, tomorrow(), '11:00')), title: name });
      communes.push(commune);
    }
    const operator = await server().some('operator');
    const days = { from: tomorrow(), to: tomorrow() };
    const told = async (stationId: string) => {
      const query = { ...days, stationId };
      const { items, sessions } = await operator.call(api.occurrences.list, { query });
      const stations = new Set(sessions.map((one) => one.stationId));
      return { titles: items.map(({ title }) => title).sort(), stations };
    };
    const [one = '', two = ''] = communes.map(({ stationId }) => stationId);
    expect(await told(one)).toEqual({ titles: ['Hải Một'], stations: new Set([one]) });
    expect(await told(`${one},${two},${one}`)).toEqual({
      titles: ['Hải Hai', 'Hải Một'],
      stations: new Set([one, two]),
    });
    expect(await told('no_such_station')).toEqual({ titles: [], stations: new Set() });
    const many = Array.from({ length: 101 }, (_, index) => `s${index}`).join(',');
    for (const refused of [many, `${one},`, 'Đài Một'])
      await expect(told(refused)).rejects.toMatchObject({
        problem: { status: 400, code: 'query_invalid' },
      });
  });

  it('compiles only what a change touches, and shares a playlist among those that hear the same', async () => {
    const [one, other] = [
      await makeCommune(server(), 'Hải Tây'),
      await makeCommune(server(), 'Hải Lý'),
    ];
    const second = await makeEndpoint(server(), one.stationId, 'Cụm xóm 2');
    const far = await pairEndpoint(server(), other.endpointId);
    const before = await far.head();
    await place(await at(one, tomorrow(), '06:00'));
    expect((await far.head()).sequence).toBe(before.sequence);
    const [a, b] = [await playlist(one.endpointId, tomorrow()), await playlist(second, tomorrow())];
    expect(a.entries).toHaveLength(1);
    expect(a.sha256).toBe(b.sha256);
    expect(a.sha256).not.toBe((await playlist(other.endpointId, tomorrow())).sha256);
  });

  it('tells what saving would do, and saves nothing', async () => {
    const commune = await makeCommune(server(), 'Hải Phú');
    const operator = await server().some('operator');
    const body = await at(commune, tomorrow(), '06:00');
    const before = await playlist(commune.endpointId, tomorrow());
    const tried = await operator.call(api.broadcasts.create, { query: { dryRun: 'true' }, body });
    expect(tried.broadcast).toBeNull();
    expect(tried.outlook).toMatchObject({
      endpoints: 1,
      stations: 1,
      occurrences: [{ date: tomorrow(), airs: true, reason: 'placed' }],
    });
    expect(await playlist(commune.endpointId, tomorrow())).toEqual(before);
  });

  it('takes a withdrawn recording and a withdrawn broadcast off the air', async () => {
    const commune = await makeCommune(server(), 'Hải Cường');
    const recordingId = await tone();
    const { id: kept } = await place(await at(commune, tomorrow(), '06:00', recordingId));
    const { operator, id } = await place(await at(commune, tomorrow(), '07:00'));
    expect((await playlist(commune.endpointId, tomorrow())).entries).toHaveLength(2);

    await operator.call(api.broadcasts.withdraw, { params: { id }, body: { version: 1 } });
    const approver = await server().as('approver');
    await approver.call(api.recordings.withdraw, {
      params: { id: recordingId },
      body: { note: 'Sai số liệu' },
    });
    const day = await playlist(commune.endpointId, tomorrow());
    expect(day.entries).toEqual([]);
    expect(day.rulings).toEqual([
      expect.objectContaining({ occurrence: `${kept}-${tomorrow()}`, reason: 'withdrawn' }),
    ]);
  });

  it('airs the approved version until a new one is approved', async () => {
    const commune = await makeCommune(server(), 'Hải Ninh');
    const recording = await makeRecording(server(), { hertz: (tones += 20) });
    const recordingId = await approve(server(), recording);
    await place(await at(commune, tomorrow(), '06:00', recordingId));
    const author = await server().as('author');
    const expiresAt = instantOf(tomorrow(), '05:00', zone);
    const changed = await author.call(api.recordings.update, {
      params: { id: recordingId },
      body: { expiresAt },
    });
    expect((await playlist(commune.endpointId, tomorrow())).entries).toHaveLength(1);
    await approve(server(), changed);
    const day = await playlist(commune.endpointId, tomorrow());
    expect(day.entries).toEqual([]);
    expect(day.rulings[0]?.reason).toBe('expired');
  });

  it('moves its horizon with the days, keeps history, and remembers why something stood where it did', async () => {
    const commune = await makeCommune(server(), 'Hải Phong');
    const { id } = await place(await at(commune, tomorrow(), '06:00'));
    const { operator, id: daily } = await place({
      ...(await at(commune, tomorrow(), '17:00')),
      dates: everyDay(tomorrow()),
    });
    const endpoint = await pairEndpoint(server(), commune.endpointId);
    const airDay = tomorrow();
    offsetMs += 86_400_000;
    await server().restart();
    await expect
      .poll(async () => (await endpoint.head()).days.at(-1)?.date, { timeout: 10_000 })
      .toBe(dayAfter(clock.now(), 7));
    const { days } = await endpoint.head();
    expect(days).toHaveLength(9);
    expect((await playlist(commune.endpointId, dayAfter(clock.now(), 7))).entries).toEqual([
      expect.objectContaining({ key: `${daily}-${dayAfter(clock.now(), 7)}/0` }),
    ]);

    await operator.call(api.broadcasts.withdraw, { params: { id }, body: { version: 1 } });
    const aired = await playlist(commune.endpointId, airDay);
    expect(aired.entries.map(({ key }) => key)).toContain(`${id}-${airDay}/0`);
    expect(aired.rulings.find(({ occurrence }) => occurrence.startsWith(id))).toMatchObject({
      airs: true,
      reason: 'placed',
    });
  });
});
