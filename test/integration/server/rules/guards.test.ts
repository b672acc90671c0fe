import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { GuardAnswer } from '../../../../contract/http/guards.ts';
import { settingsObject } from '../../../../contract/station/objects.ts';
import { fold } from '../../../../core/text/fold.ts';
import { addDays, allWeekdays, instantOf } from '../../../../core/time/zoned.ts';
import { makeApproved, makeCommune, makeEndpoint, zone } from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { refusal } from '../../../support/person.ts';
import {
  heardOn,
  holdSession,
  mondayClock,
  placeDaily,
  silentOn,
  sunday,
  titlesAt,
  tuesday,
  weekOf,
} from '../../../support/rule-week.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer({ worker: true, clock: mondayClock() });
const minuteMs = 60_000;
const wednesday = addDays(tuesday, 1);
const saturday = addDays(sunday, -1);
const morning = { key: 'morning', startsAt: '05:00', latestEnd: '06:30' };
const noon = { key: 'noon', startsAt: '11:00', latestEnd: '12:30' };
const evening = { key: 'evening', startsAt: '17:00', latestEnd: '18:30' };
const open = { validFrom: null, validTo: null };
let tone = '';

beforeAll(async () => {
  tone = await makeApproved(server(), { hertz: 400, title: 'Bản tin' });
});

/** Adds a rule and gives it back. */
async function guard(
  rule: GuardAnswer['rule'],
  place: { areaId: string; endpointId?: string },
  dates: { validFrom: string | null; validTo: string | null } = open,
): Promise<GuardAnswer> {
  const administrator = await server().administrator();
  const body = { rule, ...place, ...dates };
  const { saved } = await administrator.call(api.guards.create, { body });
  return saved ?? expect.fail('nothing was saved');
}

/** A district with a commune in it that has three sessions, each with a bulletin. */
async function district(name: string) {
  const administrator = await server().administrator();
  const area = await administrator.call(api.areas.create, {
    body: {
      ...{ code: `q.${fold(name).replaceAll(' ', '.')}`, name: `Quận ${name}`, kind: 'quận' },
      ...{ parentId: await server().rootId(), ...open },
    },
  });
  const commune = await makeCommune(server(), name, area.id);
  for (const times of [morning, noon, evening]) {
    await holdSession(server(), commune.stationId, times);
    const title = `Tin ${times.key}`;
    const place = { sessionKey: times.key, recordingId: tone };
    await placeDaily(server(), commune, { title, ...place });
  }
  return { districtId: area.id, ...commune };
}

describe('rules of a place', () => {
  it('keep inner Hà Nội to two sessions a day of 15 minutes, five days a week, holidays off', async () => {
    const inner = await district('Hoàn Kiếm');
    for (const order of [1, 2, 3])
      await placeDaily(server(), inner, {
        ...{ title: `Thêm ${order}`, sessionKey: 'morning', recordingId: tone, order },
      });
    const place = { areaId: inner.districtId };
    await guard({ kind: 'sessions_a_day', most: 2 }, place);
    await guard({ kind: 'session_cap', capMs: 15 * minuteMs }, place);
    await guard({ kind: 'air_days', weekdays: [1, 2, 3, 4, 5], onHolidays: false }, place);

    const week = await weekOf(server(), inner.stationId);
    // Twenty minutes asked for fifteen: what stands last leaves.
    expect(silentOn(week, wednesday)).toEqual([
      'Thêm 3: session_cap',
      'Tin evening: session_limit',
    ]);
    expect(heardOn(week, wednesday)).toEqual(['Thêm 1', 'Thêm 2', 'Tin morning', 'Tin noon']);
    // Ngày Văn hóa Việt Nam, a Tuesday.
    expect(heardOn(week, tuesday)).toEqual([]);
    expect(new Set(week.filter(({ date }) => date === tuesday).map((one) => one.reason))).toEqual(
      new Set(['silent_day']),
    );
    expect([saturday, sunday].flatMap((date) => heardOn(week, date))).toEqual([]);
    expect(heardOn(week, addDays(sunday, 1))).toHaveLength(4);
  });

  it('keep outer Hà Nội to 45 minutes a session, the relay included', async () => {
    const outer = await makeCommune(server(), 'Thạch Thất');
    await holdSession(server(), outer.stationId, morning);
    const place = { sessionKey: 'morning', recordingId: tone };
    const relay = { url: 'https://vov.example/vov1', delayMs: 20_000, fallbackRecordingId: null };
    await placeDaily(server(), outer, {
      ...{ ...place, title: 'Tiếp sóng VOV' },
      rest: {
        placement: { kind: 'session', sessionKey: 'morning', part: 'relay', order: 0 },
        items: [{ type: 'relay', durationMs: 30 * minuteMs, carry: 'live', ...relay }],
      },
    });
    await placeDaily(server(), outer, { ...place, title: 'Tin xã', minutes: 9, order: 0 });
    await placeDaily(server(), outer, { ...place, title: 'Nhắc việc', minutes: 9, order: 1 });
    expect(heardOn(await weekOf(server(), outer.stationId), wednesday)).toHaveLength(3);

    await guard({ kind: 'session_cap', capMs: 45 * minuteMs }, { areaId: outer.areaId });
    const week = await weekOf(server(), outer.stationId);
    const heard = week.filter(({ date, airs }) => date === wednesday && airs);
    const heardMs = heard.reduce((sum, { durationMs }) => sum + durationMs, 0);
    expect(heardMs).toBeLessThanOrEqual(45 * minuteMs);
    expect(silentOn(week, wednesday)).toEqual(['Nhắc việc: session_cap']);
  });

  it('hold beneath their area, where the stricter of them counts', async () => {
    const { districtId, areaId, stationId } = await district('Sóc Sơn');
    await guard({ kind: 'day_cap', capMs: 12 * minuteMs }, { areaId: districtId });
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toHaveLength(2);
    // Laxer rules of the commune itself change nothing.
    await guard({ kind: 'day_cap', capMs: 60 * minuteMs }, { areaId });
    await guard({ kind: 'sessions_a_day', most: 3 }, { areaId });
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toHaveLength(2);
    const own = await guard({ kind: 'day_cap', capMs: 6 * minuteMs }, { areaId });
    const week = await weekOf(server(), stationId);
    expect(heardOn(week, wednesday)).toHaveLength(1);
    expect(silentOn(week, wednesday).every((line) => line.endsWith('day_cap'))).toBe(true);
    const administrator = await server().administrator();
    await administrator.call(api.guards.remove, { params: { id: own.id } });
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toHaveLength(2);
  });

  it('hold on their days alone', async () => {
    const { areaId, stationId } = await district('Ba Vì');
    await guard(
      { kind: 'session_cap', capMs: minuteMs },
      { areaId },
      {
        validFrom: wednesday,
        validTo: addDays(wednesday, 1),
      },
    );
    await guard({ kind: 'silent_day', date: sunday }, { areaId });
    const week = await weekOf(server(), stationId);
    const heard = [0, 1, 2, 3, 4, 5].map((days) => heardOn(week, addDays(tuesday, days)).length);
    expect(heard).toEqual([3, 0, 0, 3, 3, 0]);
  });

  it('turn down what is loud at night, at one endpoint alone', async () => {
    const { areaId, stationId, endpointId } = await district('Gia Lâm');
    const hospital = await makeEndpoint(server(), stationId, 'Cụm gần bệnh viện');
    const cap = { kind: 'volume_cap', percent: 40, from: '16:00', to: '06:00' } as const;
    await guard(cap, { areaId, endpointId: hospital });
    const volumes = async (id: string) => {
      const endpoint = await pairEndpoint(server(), id);
      const held = (await endpoint.head()).days.find(({ date }) => date === wednesday);
      const bytes = await endpoint.fetch(`/station/v1/objects/${held?.playlist ?? ''}`);
      const { entries } = (await bytes.json()) as { entries: { volumePercent: number | null }[] };
      return entries.map(({ volumePercent }) => volumePercent);
    };
    expect(await volumes(hospital)).toEqual([40, null, 40]);
    expect(await volumes(endpointId)).toEqual([null, null, null]);
    const forStations = { kind: 'week_approval' } as const;
    const refused = await refusal(guard(forStations, { areaId, endpointId: hospital }));
    expect(refused.code).toBe('guard_not_for_endpoint');
  });
});

describe('incident 6: the same item morning and evening, 7 days a week, next to a church', () => {
  it('is silent there at the hour of mass, on the server and on the device, and nowhere else', async () => {
    const { areaId, stationId, endpointId } = await district('Phát Diệm');
    const church = await makeEndpoint(server(), stationId, 'Cụm gần nhà thờ');
    const administrator = await server().administrator();
    const mass = {
      ...{ areaId, endpointId: church, from: '16:30', to: '18:30', weekdays: [7 as const] },
      ...{ ...open, note: 'Giờ lễ Chúa nhật' },
    };
    const { outlook } = await administrator.call(api.quietHours.create, {
      query: { dryRun: 'true' },
      body: mass,
    });
    expect(outlook?.lost).toEqual([
      {
        ...{ stationId, stationName: 'Đài xã Phát Diệm', date: sunday, title: 'Tin evening' },
        occurrence: expect.stringContaining(sunday) as string,
        startsAt: instantOf(sunday, '17:00', zone),
        ...{ reason: 'quiet_hours', endpoints: 1 },
      },
    ]);
    expect(await titlesAt(server(), church, sunday)).toHaveLength(3);

    const { saved } = await administrator.call(api.quietHours.create, { body: mass });
    expect(saved).toMatchObject({ areaId, endpointId: church, endpointName: 'Cụm gần nhà thờ' });
    expect(await titlesAt(server(), church, sunday)).toEqual(['Tin morning', 'Tin noon']);
    expect(await titlesAt(server(), church, saturday)).toHaveLength(3);
    expect(await titlesAt(server(), endpointId, sunday)).toHaveLength(3);

    const guards = async (id: string) => {
      const endpoint = await pairEndpoint(server(), id);
      const { settings } = await endpoint.head();
      const bytes = await endpoint.fetch(`/station/v1/objects/${settings}`);
      return settingsObject.parse(await bytes.json()).quietHours;
    };
    expect(await guards(church)).toEqual([
      { from: '16:30', to: '18:30', weekdays: [7], validFrom: null, validTo: null },
    ]);
    expect(await guards(endpointId)).toEqual([]);

    // Mass is moved to the morning: the evening is free again.
    const { areaId: _area, endpointId: _endpoint, ...rest } = mass;
    const params = { id: saved?.id ?? '' };
    const body = { ...rest, from: '05:00', to: '06:30' };
    const moved = await administrator.call(api.quietHours.update, { params, body });
    expect(moved.saved).toMatchObject({ from: '05:00', endpointId: church });
    expect(await titlesAt(server(), church, sunday)).toEqual(['Tin evening', 'Tin noon']);
  });
});

describe('a change of rules', () => {
  it('is told before it is saved, with what it removes and what it gives, and changes nothing until then', async () => {
    const { areaId, stationId } = await district('Mê Linh');
    const administrator = await server().administrator();
    const body = { areaId, rule: { kind: 'sessions_a_day', most: 2 } as const, ...open };
    const dry = { query: { dryRun: 'true' } };
    const asked = await administrator.call(api.guards.create, { ...dry, body });
    expect(asked.saved).toBeNull();
    expect(asked.outlook).toMatchObject({ lostCount: 7, gainedCount: 0, gained: [] });
    const days = asked.outlook?.lost.map(({ date, title, reason }) => [date, title, reason]);
    expect(days).toEqual(
      Array.from({ length: 7 }, (_, ahead) => [
        addDays(tuesday, ahead),
        'Tin evening',
        'session_limit',
      ]),
    );
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toHaveLength(3);
    expect((await administrator.call(api.guards.list, { query: { areaId } })).items).toEqual([]);

    const { saved, outlook } = await administrator.call(api.guards.create, { body });
    expect(outlook).toBeNull();
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toHaveLength(2);
    const params = { id: saved?.id ?? '' };
    const stricter = { rule: { kind: 'sessions_a_day', most: 1 } as const, ...open };
    const update = await administrator.call(api.guards.update, { ...dry, params, body: stricter });
    expect(update.outlook).toMatchObject({ lostCount: 7, gainedCount: 0 });
    const removal = await administrator.call(api.guards.remove, { ...dry, params });
    expect(removal.outlook).toMatchObject({ lostCount: 0, gainedCount: 7 });
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toHaveLength(2);
  });

  it('is audited where it holds, with what it says and who made it', async () => {
    const commune = await makeCommune(server(), 'Đông Anh');
    const administrator = await server().administrator();
    const { areaId } = commune;
    const rule = { kind: 'silent_day', date: sunday } as const;
    const note = 'Theo công văn của phường';
    const create = { body: { areaId, rule, note, ...open } };
    const id = (await administrator.call(api.guards.create, create)).saved?.id ?? '';
    const validTo = addDays(sunday, 30);
    const body = { rule, note, validFrom: null, validTo };
    await administrator.call(api.guards.update, { params: { id }, body });
    await administrator.call(api.guards.remove, { params: { id } });
    const own = await server().as('administrator', areaId);
    const { items } = await own.call(api.audit.list, { query: {} });
    const lines = items.filter(({ subject }) => subject === id);
    expect(lines.map(({ action }) => action)).toEqual([
      'guard.remove',
      'guard.update',
      'guard.create',
    ]);
    expect(lines[1]).toMatchObject({
      userName: 'Trần Thị Quản',
      detail: { areaId, endpointId: null, rule, note, validTo },
    });
  });

  it('is for administrators of the area, who see what holds there', async () => {
    const here = await makeCommune(server(), 'Đan Phượng');
    const there = await makeCommune(server(), 'Phúc Thọ');
    const own = await guard({ kind: 'day_cap', capMs: 60 * minuteMs }, { areaId: here.areaId });
    const { id } = await guard(
      { kind: 'volume_cap', percent: 70, from: null, to: null },
      { areaId: here.areaId, endpointId: here.endpointId },
    );
    const body = { rule: { kind: 'day_cap', capMs: minuteMs } as const, ...open };
    const administrator = await server().as('administrator', there.areaId);
    const stranger = await server().as('operator', here.areaId);
    for (const person of [administrator, stranger]) {
      const call = person.call(api.guards.update, { params: { id }, body });
      expect((await refusal(call)).code).toBe('not_allowed');
    }
    const elsewhere = { ...body, areaId: there.areaId, endpointId: here.endpointId };
    const refused = await refusal(administrator.call(api.guards.create, { body: elsewhere }));
    expect(refused.code).toBe('endpoint_not_found');
    const reader = await server().as('author', here.areaId);
    const seen = await reader.call(api.guards.list, { query: { areaId: here.areaId } });
    expect(seen.items.map((one) => one.id)).toEqual([id, own.id]);
    const other = await server().as('author', there.areaId);
    expect((await other.call(api.guards.list, { query: {} })).items).toEqual([]);
    const reversed = { ...body, validFrom: sunday, validTo: tuesday };
    const call = (await server().administrator()).call(api.guards.update, {
      params: { id },
      body: reversed,
    });
    expect((await refusal(call)).code).toBe('time_invalid');
  });

  it('names quiet hours of an area by weekday as before', async () => {
    const { areaId, stationId } = await district('Quốc Oai');
    const administrator = await server().administrator();
    const body = { areaId, from: '16:00', to: '19:00', weekdays: [...allWeekdays], ...open };
    await administrator.call(api.quietHours.create, { body });
    const week = await weekOf(server(), stationId);
    expect(silentOn(week, wednesday)).toEqual(['Tin evening: quiet_hours']);
  });
});
