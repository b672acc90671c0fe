import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { BulkAct } from '../../../../contract/http/endpoint-page.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { reportStatus } from '../../../support/status-report.ts';
import { until } from '../../../support/until.ts';

const minute = 60_000;
const today = dayAfter(systemClock().now(), 0);
const clock = clockAt(instantOf(today, '09:00', zone));
const server = useTestServer({ worker: true, clock });
const pages = api.endpointPages;

let commune: Commune;
let operator: Person;
let clerk: Person;
let agent: EndpointClient;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Đường');
  operator = await server().some('operator');
  clerk = await server().as('commune-operator', commune.areaId);
  const recordingId = await makeApproved(server(), { hertz: 410, title: 'Tin xã' });
  const { areaId: ownerAreaId, stationId } = commune;
  const given = { ownerAreaId, recordingId, stations: [stationId], date: today, time: '10:00' };
  const dates = everyDay(today);
  await operator.call(api.broadcasts.create, { body: draftOf(given, { title: 'Tin xã', dates }) });
  agent = await pairEndpoint(server(), commune.endpointId);
});

const params = () => ({ id: commune.endpointId });
const show = (person = operator) => person.call(pages.show, { params: params() });
async function listOf(date: string) {
  const query = { endpointId: commune.endpointId, date };
  return (await operator.call(api.occurrences.playlist, { query })).sha256 ?? '';
}
const site = {
  ...{ address: 'Xóm 3', note: 'Chìa khóa ở nhà văn hóa', amplifier: 'Toa 250 W, 4 loa' },
  ...{ powerWatts: 250, serial: 'SN-1', sim: '0912 345 678', simProvider: 'Viettel' },
};
const jpeg = (last: number) => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, last]);

function sendPhoto(person: Person, bytes: Uint8Array<ArrayBuffer>, id = commune.endpointId) {
  const form = new FormData();
  form.set('file', new Blob([bytes]), 'cot.jpg');
  return person.fetch(`/api/v1/endpoints/${id}/photo`, { method: 'POST', body: form });
}

describe('the page of one loudspeaker', () => {
  it('says what is next and, day by day, what it holds and what is missing', async () => {
    const first = await listOf(today);
    const second = await listOf(addDays(today, 1));
    const body = await (await agent.fetch(`/station/v1/objects/${second}`)).json();
    const { entries } = body as {
      entries: { source: { profiles: { 'mp3-48k': { sha256: string } } } }[];
    };
    const file = entries[0]?.source.profiles['mp3-48k'].sha256 ?? '';
    await reportStatus(agent, clock.now(), {
      ...{ complete: [first], incomplete: [second], missing: [file], missingFiles: 1 },
      ...{ power: 'battery', batteryPercent: 40 },
    });
    // What endpoints say is written in batches.
    const written = async () => {
      const told = await show();
      return told.endpoint.health.power === 'battery' ? told : undefined;
    };
    const page = await until(written, { limitMs: 10_000, everyMs: 50, what: 'the report' });
    expect(page.endpoint.health.batteryPercent).toBe(40);
    expect(page).toMatchObject({ says: null, now: null, areaName: 'Xã Hải Đường' });
    expect(page.next).toMatchObject({ title: 'Tin xã', startsAt: instantOf(today, '10:00', zone) });
    expect(page.cache.slice(0, 2)).toMatchObject([
      { date: today, entries: 1, files: 1, state: 'ready', filesMissing: 0, missing: [] },
      {
        ...{ date: addDays(today, 1), state: 'not_ready', reason: 'files_missing' },
        ...{ filesMissing: 1, missing: [{ title: 'Tin xã' }] },
      },
    ]);
  });

  it('says what it plays by its own word, and what the timetable has on', async () => {
    const query = { endpointId: commune.endpointId, date: today };
    const { entries } = await operator.call(api.occurrences.playlist, { query });
    const before = clock.now();
    clock.set(instantOf(today, '10:00', zone) + 1000);
    expect(await show()).toMatchObject({ says: null, now: { title: 'Tin xã' } });
    await reportStatus(agent, clock.now(), { playing: entries[0]?.key ?? null });
    const says = async () => (await show()).says ?? undefined;
    expect(await until(says, { limitMs: 10_000, everyMs: 50, what: 'the report' })).toBe('Tin xã');
    clock.set(before);
  });

  it('is for those of its area alone, and tells the SIM and the keyholder to fewer still', async () => {
    const neighbour = await makeCommune(server(), 'Hải Châu');
    const other = await server().as('commune-operator', neighbour.areaId);
    expect((await refusal(show(other))).code).toBe('not_allowed');
    await clerk.call(pages.setSite, { params: params(), body: site });
    const keyholder = { name: 'Ông Hải', phone: '0912 000 111' };
    await operator.call(api.stations.setKeyholder, {
      params: { id: commune.stationId },
      body: { keyholder },
    });
    const leader = await server().as('leader', commune.areaId);
    expect(await show(clerk)).toMatchObject({ site, keyholder });
    const seen = await show(leader);
    expect(seen.site).toMatchObject({ ...site, sim: null });
    expect(seen.keyholder).toBeNull();
    const writing = leader.call(pages.setSite, { params: params(), body: site });
    expect((await refusal(writing)).code).toBe('not_allowed');
  });

  it('keeps a serial number for one loudspeaker alone', async () => {
    const id = await makeEndpoint(server(), commune.stationId, 'Cụm xóm 5');
    await clerk.call(pages.setSite, { params: params(), body: site });
    const taking = clerk.call(pages.setSite, { params: { id }, body: site });
    expect((await refusal(taking)).code).toBe('serial_taken');
    const none = { ...site, serial: '' };
    const saved = await clerk.call(pages.setSite, { params: { id }, body: none });
    expect(saved).toMatchObject({ serial: '', changed: { by: clerk.me.name } });
  });

  it('stands on the map where somebody put it, until somebody takes it away', async () => {
    const position = { latitude: 20.1725, longitude: 106.2871 };
    const put = (given: object) =>
      clerk.call(pages.setSite, { params: params(), body: { ...site, ...given } });
    await put({ position });
    expect((await show()).endpoint.position).toEqual(position);
    await put({});
    expect((await show()).endpoint.position).toEqual(position);
    const abroad = put({ position: { latitude: 48.85, longitude: 2.35 } });
    expect((await refusal(abroad)).code).toBe('body_invalid');
    await put({ position: null });
    expect((await show()).endpoint.position).toBeNull();
  });

  it('says what bounds its volume now, and by which rules of its own and of above', async () => {
    expect((await show()).volume).toEqual({ nowPercent: null, rules: [], mode: null });
    const administrator = await server().administrator();
    const cap = async (percent: number, given: object) => {
      const rule = { kind: 'volume_cap' as const, percent, from: null, to: null, ...given };
      const place = { areaId: commune.areaId, validFrom: null, validTo: null, note: null };
      const body = { rule, ...place, ...given };
      return (await administrator.call(api.guards.create, { body })).saved?.id ?? '';
    };
    const made = [
      await cap(70, {}),
      await cap(40, { endpointId: commune.endpointId, from: '22:00', to: '05:00' }),
      await cap(20, { validTo: addDays(today, -1) }),
    ];
    const { volume } = await show();
    expect(volume.nowPercent).toBe(70);
    expect(volume.rules).toMatchObject([
      { endpointName: 'Cụm Hải Đường', rule: { percent: 40, from: '22:00' } },
      { endpointName: null, areaId: commune.areaId, rule: { percent: 70 } },
    ]);
    for (const id of made) await administrator.call(api.guards.remove, { params: { id } });
    expect((await show()).volume.rules).toEqual([]);
  });

  it('has one photo of the pole, and nothing else for one', async () => {
    const path = `/api/v1/endpoints/${commune.endpointId}/photo`;
    expect((await operator.fetch(path)).status).toBe(404);
    expect((await sendPhoto(clerk, new TextEncoder().encode('<svg onload="x">'))).status).toBe(400);
    const leader = await server().as('leader', commune.areaId);
    expect((await sendPhoto(leader, jpeg(1))).status).toBe(403);
    expect((await sendPhoto(clerk, jpeg(1))).status).toBe(200);
    expect((await sendPhoto(clerk, jpeg(2))).status).toBe(200);
    const photo = await leader.fetch(path);
    expect(photo.headers.get('content-type')).toBe('image/jpeg');
    expect(new Uint8Array(await photo.arrayBuffer())).toEqual(jpeg(2));
    expect((await show()).site.hasPhoto).toBe(true);
    expect(await clerk.call(pages.removePhoto, { params: params() })).toMatchObject({
      hasPhoto: false,
    });
    expect((await operator.fetch(path)).status).toBe(404);
  });

  it('keeps a photo that another one shows too', async () => {
    const id = await makeEndpoint(server(), commune.stationId, 'Cụm xóm 6');
    await sendPhoto(clerk, jpeg(9));
    await sendPhoto(clerk, jpeg(9), id);
    await clerk.call(pages.removePhoto, { params: params() });
    expect((await clerk.fetch(`/api/v1/endpoints/${id}/photo`)).status).toBe(200);
  });

  it('tells what was due on a day at this one alone', async () => {
    await makeEndpoint(server(), commune.stationId, 'Cụm xóm 7');
    const query = { from: today, to: today, endpointId: commune.endpointId };
    const { items } = await operator.call(api.occurrences.asRun, { query });
    expect(items.map(({ endpointId, title }) => [endpointId, title])).toEqual([
      [commune.endpointId, 'Tin xã'],
    ]);
  });
});

describe('the same for many', () => {
  let ids: string[];
  let village: string;
  beforeAll(async () => {
    ids = [];
    for (const name of ['Một', 'Hai', 'Ba'])
      ids.push(await makeEndpoint(server(), commune.stationId, `Cụm ${name}`));
    const administrator = await server().administrator();
    const under = { parentId: commune.areaId, validFrom: null, validTo: null };
    const body = { code: 'xom.nam', name: 'Xóm Nam', kind: 'xóm', ...under };
    village = (await administrator.call(api.areas.create, { body })).id;
  });
  const snoozedOf = async () => {
    const query = { stationId: commune.stationId, limit: 100 };
    const { items } = await operator.call(api.endpoints.list, { query });
    return items.filter(({ health }) => health.snooze !== null).map(({ id }) => id);
  };
  /** How loud each of them plays tomorrow, by what it fetches. */
  const volumes = async () => {
    const date = addDays(today, 1);
    const all = ids.map((endpointId) =>
      operator.call(api.occurrences.playlist, { query: { endpointId, date } }),
    );
    return (await Promise.all(all)).map(({ entries }) => entries.map((one) => one.volumePercent));
  };

  it('is one call, in which each stands or falls alone', async () => {
    const stranger = '01m836dgf72rd9a3zhg3dvvt18';
    const act = { kind: 'snooze' as const, until: clock.now() + 60 * minute, reason: 'Thay dây' };
    const body = { ids: [...ids, stranger], act };
    const { items } = await operator.call(pages.bulk, { body });
    expect(items.map(({ problem }) => problem?.code ?? null)).toEqual([
      ...ids.map(() => null),
      'endpoint_not_found',
    ]);
    expect((await snoozedOf()).sort()).toEqual([...ids].sort());
    await operator.call(pages.bulk, { body: { ids, act: { kind: 'unsnooze' } } });
    expect(await snoozedOf()).toEqual([]);
  });

  it('needs the right of the single deed at each', async () => {
    const act = { kind: 'volume_cap' as const, percent: 60, from: null, to: null };
    const { items } = await operator.call(pages.bulk, { body: { ids, act } });
    expect(new Set(items.map(({ problem }) => problem?.code))).toEqual(new Set(['not_allowed']));
    const administrator = await server().administrator();
    expect(await volumes()).toEqual([[null], [null], [null]]);
    const made = await administrator.call(pages.bulk, { body: { ids, act } });
    expect(made.items.every(({ problem }) => problem === null)).toBe(true);
    expect(await volumes()).toEqual([[60], [60], [60]]);
    const rules = await administrator.call(api.guards.list, { query: { limit: 500 } });
    expect(rules.items.map(({ endpointId }) => endpointId).sort()).toEqual([...ids].sort());
    expect(rules.items[0]?.rule).toMatchObject({ kind: 'volume_cap', percent: 60 });
  });

  it('bounds the volume anew instead of twice, but leaves other hours alone', async () => {
    const administrator = await server().administrator();
    const cap = (percent: number, from: string | null, to: string | null) =>
      administrator.call(pages.bulk, {
        body: { ids, act: { kind: 'volume_cap', percent, from, to } },
      });
    await cap(80, null, null);
    await cap(30, '22:00', '23:00');
    const { items } = await administrator.call(api.guards.list, { query: { limit: 500 } });
    const own = items.filter(({ endpointId }) => endpointId === ids[0]);
    expect(own.map(({ rule }) => rule)).toMatchObject([{ percent: 30 }, { percent: 80 }]);
    expect(await volumes()).toEqual([[80], [80], [80]]);
  });

  it('turns requests of all away, looks at them again, and locks all out', async () => {
    const pole = await makeEndpoint(server(), commune.stationId, 'Cụm cũ');
    const other = await makeEndpoint(server(), commune.stationId, 'Cụm hỏng');
    const perform = (act: BulkAct, person = operator) =>
      person.call(pages.bulk, { body: { ids: [pole, other], act } });
    const states = async () => {
      const query = { id: `${pole},${other}`, limit: 100 };
      const { items } = await operator.call(api.endpoints.list, { query });
      return items.map(({ quarantinedAt, revokedAt }) => [
        quarantinedAt !== null,
        revokedAt !== null,
      ]);
    };
    await perform({ kind: 'quarantine', quarantined: true });
    expect(await states()).toEqual([
      [true, false],
      [true, false],
    ]);
    await perform({ kind: 'quarantine', quarantined: false });
    const { items } = await perform({ kind: 'revoke' });
    expect(items.every(({ problem }) => problem === null)).toBe(true);
    expect(await states()).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  it('moves them to a village of the station', async () => {
    const on = addDays(today, 1);
    const to = { stationId: commune.stationId, areaId: village, on };
    const body = { ids, act: { kind: 'move' as const, ...to } };
    const { items } = await operator.call(pages.bulk, { body });
    expect(items.every(({ problem }) => problem === null)).toBe(true);
  });
});
