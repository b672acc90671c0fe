import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { stationRoutes, type PlayRecord } from '../../../contract/station/exchange.ts';
import { playlistObject, settingsObject } from '../../../contract/station/objects.ts';
import { canonicalJson } from '../../../core/playlist/canonical.ts';
import { addDays, allWeekdays, instantOf, weekdayOf } from '../../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import { sha256, verify } from '../../../runtime/crypto.ts';
import { newId } from '../../../runtime/id.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeRecording,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../support/district.ts';
import { endpointClient, pairEndpoint } from '../../support/endpoint-client.ts';
import { everyDay, onDays } from '../../support/on-days.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

// Things that really happened, each as far as the server has a part in it. Time is set by hand.
const real = systemClock();
const today = dayAfter(real.now(), 0);
let now = instantOf(today, '10:00', zone);
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ worker: true, clock });
const minute = 60_000;
const tomorrow = addDays(today, 1);
const open = { validFrom: null, validTo: null };
let recordingId = '';

beforeAll(async () => {
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Nhạc hiệu' });
});

async function place(commune: Commune, time: string, rest: Partial<BroadcastBody> = {}) {
  const operator = await server().some('operator');
  const { areaId: ownerAreaId, stationId } = commune;
  const given = { ownerAreaId, recordingId, stations: [stationId], date: tomorrow, time };
  const { broadcast } = await operator.call(api.broadcasts.create, { body: draftOf(given, rest) });
  return broadcast?.id ?? '';
}

async function dayOf(endpointId: string, date: string) {
  const operator = await server().some('operator');
  return operator.call(api.occurrences.playlist, { query: { endpointId, date } });
}

const startsOn = async (endpointId: string, date: string) =>
  (await dayOf(endpointId, date)).entries.map(({ startsAt }) => startsAt);

describe('incident 1: a mis-set VOV relay woke a commune at 03:15', () => {
  it('does not enter the playlist, and the device knows its quiet hours by itself', async () => {
    const commune = await makeCommune(server(), 'Yên Sở');
    const administrator = await server().administrator();
    const night = { from: '22:00', to: '05:00', weekdays: [...allWeekdays], ...open };
    await administrator.call(api.quietHours.create, { body: { areaId: commune.areaId, ...night } });
    const relay = {
      ...{ type: 'relay' as const, url: 'https://stream.example/vov1', durationMs: 15 * minute },
      ...{ delayMs: 0, fallbackRecordingId: null, carry: 'live' as const },
    };
    await place(commune, '03:15', { items: [relay] });
    const { entries, rulings } = await dayOf(commune.endpointId, tomorrow);
    expect(entries).toEqual([]);
    expect(rulings).toMatchObject([{ airs: false, reason: 'quiet_hours' }]);

    const endpoint = await pairEndpoint(server(), commune.endpointId);
    const { settings } = await endpoint.head();
    const bytes = await (await endpoint.fetch(`/station/v1/objects/${settings}`)).text();
    const { quietHours } = settingsObject.parse(JSON.parse(bytes));
    expect(quietHours).toMatchObject([{ from: '22:00', to: '05:00' }]);
  });
});

describe('incident 2: disputes over music at 04:30 and 05:00', () => {
  it('are settled place by place, with a record of who changed what', async () => {
    const commune = await makeCommune(server(), 'Vĩnh Thịnh');
    const { areaId, stationId, endpointId } = commune;
    const disputed = await makeEndpoint(server(), stationId, 'Cụm khu dân cư mới');
    await place(commune, '04:30', { dates: everyDay(tomorrow) });
    await place(commune, '05:00', { dates: everyDay(tomorrow) });
    const at = (time: string) => instantOf(tomorrow, time, zone);
    expect(await startsOn(disputed, tomorrow)).toEqual([at('04:30'), at('05:00')]);

    const administrator = await server().as('administrator', areaId);
    const rule = { areaId, endpointId: disputed, weekdays: [...allWeekdays], ...open };
    const until = async (to: string, note: string) => {
      now += 1000;
      const body = { ...rule, from: '21:00', to, note };
      const { saved } = await administrator.call(api.quietHours.create, { body });
      return saved?.id ?? '';
    };
    const first = await until('04:45', 'Đơn của 12 hộ');
    expect(await startsOn(disputed, tomorrow)).toEqual([at('05:00')]);
    const second = await until('05:30', 'Họp dân ngày 03/12');
    expect(await startsOn(disputed, tomorrow)).toEqual([]);
    expect(await startsOn(endpointId, tomorrow)).toEqual([at('04:30'), at('05:00')]);

    now += 1000;
    await administrator.call(api.quietHours.remove, { params: { id: second } });
    expect(await startsOn(disputed, tomorrow)).toEqual([at('05:00')]);
    const { items } = await administrator.call(api.audit.list, { query: {} });
    const record = items
      .filter(({ subject }) => [first, second].includes(subject))
      .map(({ action, subject, userName, detail }) => [action, subject, userName, detail.note]);
    const { name } = administrator.me;
    expect(record).toEqual([
      ['quiet-hours.remove', second, name, 'Họp dân ngày 03/12'],
      ['quiet-hours.create', second, name, 'Họp dân ngày 03/12'],
      ['quiet-hours.create', first, name, 'Đơn của 12 hộ'],
    ]);
  });
});

describe('incident 3: the programme of 17/10 was aired on 17/11', () => {
  it('stays out after its last day, and the device is told until when it may sound', async () => {
    const commune = await makeCommune(server(), 'Quảng Minh');
    const expiresAt = instantOf(addDays(today, 3), '00:00', zone);
    const dated = await makeApproved(server(), { hertz: 520, title: 'Chương trình', expiresAt });
    const items = [{ type: 'recording' as const, recordingId: dated }];
    await place(commune, '17:00', { dates: everyDay(tomorrow), items });
    expect(await startsOn(commune.endpointId, addDays(today, 2))).toHaveLength(1);
    const late = await dayOf(commune.endpointId, addDays(today, 3));
    expect(late.entries).toEqual([]);
    expect(late.rulings).toMatchObject([{ airs: false, reason: 'expired' }]);

    const endpoint = await pairEndpoint(server(), commune.endpointId);
    const held = (await endpoint.head()).days.find(({ date }) => date === tomorrow);
    const bytes = await (
      await endpoint.fetch(`/station/v1/objects/${held?.playlist ?? ''}`)
    ).text();
    const { entries } = playlistObject.parse(JSON.parse(bytes));
    expect(entries.map(({ notAfter }) => notAfter)).toEqual([expiresAt]);
  });
});

describe('incident 4: foreign sound broke in, and boxes with default passwords were hijacked', () => {
  it('needs a secret of the device’s own, signs what it says, and locks out what was lost', async () => {
    const commune = await makeCommune(server(), 'Hòa Khánh');
    await place(commune, '17:00');
    const endpoint = await pairEndpoint(server(), commune.endpointId);
    // Nobody's guess and nobody else's secret opens the door.
    const other = await pairEndpoint(
      server(),
      await makeEndpoint(server(), commune.stationId, 'Cụm khác'),
    );
    for (const secret of ['admin', '12345678', other.secret]) {
      const guess = endpointClient(server(), commune.endpointId, secret);
      expect((await guess.fetch('/station/v1/head')).status).toBe(401);
    }
    // A head that says anything else has no valid signature; a list of other bytes has another name.
    const { signature, ...body } = await endpoint.head();
    const { signing } = await endpoint.client.call(stationRoutes.keys, {});
    const signed = (head: unknown) =>
      verify(signing[0]?.publicKey ?? '', canonicalJson(head), signature);
    expect(signed(body)).toBe(true);
    const held = body.days.find(({ date }) => date === tomorrow)?.playlist ?? '';
    const foreign = sha256('bài hát lạ');
    const days = body.days.map((day) =>
      day.playlist === held ? { ...day, playlist: foreign } : day,
    );
    expect(signed({ ...body, days })).toBe(false);
    const list = await (await endpoint.fetch(`/station/v1/objects/${held}`)).text();
    expect(sha256(list)).toBe(held);
    expect(sha256(list.replace('17', '18'))).not.toBe(held);
    // A stolen box is locked out.
    const administrator = await server().administrator();
    await administrator.call(api.endpoints.revoke, { params: { id: commune.endpointId } });
    expect((await endpoint.fetch('/station/v1/head')).status).toBe(403);
    expect((await other.fetch('/station/v1/head')).status).toBe(200);
  });

  it('knows no password that somebody else has chosen', async () => {
    const stranger = server().stranger();
    for (const [login, password] of [
      ['admin', 'admin'],
      ['admin', '123456'],
      ['root', ''],
    ] as const) {
      const { status } = await refusal(stranger.signIn(login, password));
      expect([401, 422, 400]).toContain(status);
    }
    const administrator = await server().administrator();
    const weak = {
      login: 'can.bo',
      name: 'Cán bộ',
      password: '1234567890',
      grants: [{ role: 'author' as const, areaId: await server().rootId() }],
    };
    const { code } = await refusal(administrator.call(api.users.create, { body: weak }));
    expect(code).toBe('password_weak');
  });
});

describe('incident 5: faults of a real system', () => {
  it('Sunday fires, and so does the last day of a weekly range', async () => {
    const commune = await makeCommune(server(), 'Hải Đường');
    const week = Array.from({ length: 7 }, (_, ahead) => addDays(tomorrow, ahead));
    const sunday = week.find((date) => weekdayOf(date) === 7) ?? '';
    const last = week.at(-1) ?? '';
    const dates = onDays({
      ...{ kind: 'weekly', everyWeeks: 1, weekdays: [...allWeekdays], first: tomorrow, except: [] },
      end: { by: 'date', last },
    });
    await place(commune, '17:00', { dates });
    // The loudspeaker was never online: it is planned all the same.
    for (const date of [sunday, last])
      expect(await startsOn(commune.endpointId, date)).toEqual([instantOf(date, '17:00', zone)]);
  });

  it('what crosses midnight ends after it began, and belongs to its evening', async () => {
    const commune = await makeCommune(server(), 'Hải Phong');
    const silence = { type: 'silence' as const, durationMs: 2 * minute };
    const recording = { type: 'recording' as const, recordingId };
    await place(commune, '23:59', { items: [recording, silence, recording] });
    const { entries } = await dayOf(commune.endpointId, tomorrow);
    const midnight = instantOf(addDays(tomorrow, 1), '00:00', zone);
    expect(entries.map(({ startsAt }) => startsAt > midnight)).toEqual([false, true]);
    expect(await startsOn(commune.endpointId, addDays(tomorrow, 1))).toEqual([]);
  });

  it('an author does not approve their own, and what cannot be read is no sound of length 0', async () => {
    const both = await server().person([
      { role: 'author', areaId: await server().rootId() },
      { role: 'approver', areaId: await server().rootId() },
    ]);
    const text = new TextEncoder().encode('không phải âm thanh '.repeat(200));
    const areaId = await server().rootId();
    const upload = both.upload({ areaId, title: 'Hỏng' }, { bytes: text, name: 'tin.mp3' });
    const unread = await upload.catch(async (error: unknown) => {
      expect((await refusal(Promise.reject(error as Error))).status).toBe(422);
      return null;
    });
    if (unread !== null)
      await expect
        .poll(
          async () => {
            const read = await both.call(api.recordings.get, { params: { id: unread.id } });
            return [read.latest.state, read.latest.analysis, read.latest.renditions.length];
          },
          { timeout: 15_000 },
        )
        .toEqual(['failed', null, 0]);

    const { id, latest } = await makeRecording(server(), { hertz: 640 });
    const author = await server().as('author');
    const body = { versionId: latest.id, contentHash: latest.contentHash };
    const { status } = await refusal(author.call(api.recordings.approve, { params: { id }, body }));
    expect(status).toBe(403);
  });

  it('nothing is commanded without a sign-in or by a GET, and delivered is not played', async () => {
    const commune = await makeCommune(server(), 'Hải Lộc');
    const id = await place(commune, '17:00');
    for (const path of [`/api/v1/broadcasts/${id}/withdraw`, `/api/v1/broadcasts/${id}`]) {
      expect((await fetch(server().origin + path)).ok).toBe(false);
      expect((await fetch(server().origin + path, { method: 'POST' })).ok).toBe(false);
    }
    const operator = await server().some('operator');
    await operator.fetch(`/api/v1/broadcasts/${id}/withdraw`);
    const endpoint = await pairEndpoint(server(), commune.endpointId);
    const held = (await endpoint.head()).days.find(({ date }) => date === tomorrow);
    await endpoint.fetch(`/station/v1/objects/${held?.playlist ?? ''}`);
    const before = now;
    now = instantOf(tomorrow, '18:00', zone);
    try {
      const query = { from: tomorrow, to: tomorrow, broadcastId: id };
      const { items } = await operator.call(api.occurrences.asRun, { query });
      expect(items.map(({ verdict, heardMs }) => [verdict, heardMs])).toEqual([['offline', null]]);
    } finally {
      now = before;
    }
  });
});

/** What a loudspeaker says after tomorrow's only entry. */
async function playOf({ endpointId }: Commune): Promise<PlayRecord> {
  const { entries, sha256: playlist } = await dayOf(endpointId, tomorrow);
  const [entry] = entries;
  if (!entry || playlist === null) throw new Error('nothing was planned');
  const { key, title, startsAt, durationMs } = entry;
  return {
    ...{ playId: newId(real), sequence: 1, key, title, playlist, media: null, durationMs },
    ...{ occurrence: key.split('/')[0] ?? '', dueAt: startsAt, startedAt: startsAt + 20 },
    ...{ endedAt: startsAt + durationMs, heardMs: durationMs },
    ...{ reason: 'completed', clockTrusted: true, ear: null },
  };
}

describe('incident 7: after a typhoon clusters are dead and nobody knows', () => {
  it('names who is out of reach since when, and what they missed', async () => {
    const commune = await makeCommune(server(), 'Hải Chính');
    const dead = await makeEndpoint(server(), commune.stationId, 'Cụm xóm 4');
    const alive = await pairEndpoint(server(), commune.endpointId);
    const lost = await pairEndpoint(server(), dead);
    const id = await place(commune, '17:00', { dates: everyDay(tomorrow) });
    await Promise.all([alive.head(), lost.head()]);
    const operator = await server().some('operator');
    const seen = async () => {
      const query = { stationId: commune.stationId };
      const { items } = await operator.call(api.endpoints.list, { query });
      return new Map(items.map((one) => [one.name, one]));
    };
    const lastSeenAt = now;
    await expect.poll(async () => (await seen()).get('Cụm xóm 4')?.lastSeenAt).toBe(lastSeenAt);

    // The storm: one falls silent, the other goes on.
    now = instantOf(tomorrow, '18:00', zone);
    await alive.head();
    await expect.poll(async () => (await seen()).get('Cụm Hải Chính')?.presence).toBe('online');
    await alive.client.call(stationRoutes.plays, { body: { rows: [await playOf(commune)] } });
    expect((await seen()).get('Cụm xóm 4')).toMatchObject({ presence: 'offline', lastSeenAt });
    const query = { from: tomorrow, to: tomorrow, broadcastId: id };
    const missed = await operator.call(api.occurrences.asRun, { query });
    const verdicts = missed.items.map(({ endpointName, verdict }) => [endpointName, verdict]);
    expect(verdicts.sort()).toEqual([
      ['Cụm Hải Chính', 'played'],
      ['Cụm xóm 4', 'offline'],
    ]);
  });
});
