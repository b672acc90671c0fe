import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { playlistObject } from '../../../../contract/station/objects.ts';
import { addDays, localDateOf, localTimeOf } from '../../../../core/time/zoned.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { testStream, toneIn } from '../../../support/test-stream.ts';

const server = useTestServer({ worker: true, config: { outboundAllow: ['127.0.0.0/8'] } });
const minuteMs = 60_000;
const durationMs = 2000;
/** Planning comes by the clock, every five seconds. */
const soonMs = 9000;
const untilSettled = { timeout: 45_000, interval: 250 };

/** A relay of a programme that begins soon, and a slot of tomorrow for which the one of today is the last in time. */
function programme(url: string, more: { fallbackRecordingId?: string | null } = {}, inMs = soonMs) {
  const startsAt = Math.ceil((Date.now() + inMs) / 1000) * 1000;
  const today = localDateOf(startsAt, zone);
  const before = startsAt - 5 * minuteMs;
  const time = localDateOf(before, zone) === today ? localTimeOf(before, zone) : '00:00:00';
  const relay = {
    ...{ type: 'relay' as const, url, durationMs, delayMs: 0, fallbackRecordingId: null, ...more },
    ...{ carry: 'recorded' as const, recordAt: localTimeOf(startsAt, zone) },
  };
  return { startsAt, date: addDays(today, 1), time, relay };
}

async function carry(commune: Commune, { date, time, relay }: ReturnType<typeof programme>) {
  const operator = await server().as('operator');
  const given = { ownerAreaId: commune.areaId, stations: [commune.stationId], date, time };
  const draft = draftOf({ ...given, recordingId: '' }, { title: 'Thời sự', items: [relay] });
  const { broadcast } = await operator.call(api.broadcasts.create, { body: draft });
  if (!broadcast) throw new Error('it was not saved');
  const endpoint = await pairEndpoint(server(), commune.endpointId);
  const entries = async () => {
    const { days } = await endpoint.head();
    const playlist = days.find((day) => day.date === date)?.playlist ?? '';
    const text = await (await endpoint.fetch(`/station/v1/objects/${playlist}`)).text();
    return playlistObject.parse(JSON.parse(text)).entries;
  };
  const ruling = async () => {
    const query = { from: date, to: date, stationId: commune.stationId };
    const { items } = await operator.call(api.occurrences.list, { query });
    return items.find(({ broadcastId }) => broadcastId === broadcast.id);
  };
  return { operator, broadcast, endpoint, entries, ruling };
}

type Entry = Awaited<ReturnType<Awaited<ReturnType<typeof carry>>['entries']>>[number];

/** As the loudspeaker would sound it. */
async function heard(endpoint: EndpointClient, entry: Entry | undefined) {
  const file = entry?.source.type === 'media' ? entry.source.profiles['mp3-48k'] : undefined;
  const response = await endpoint.fetch(`/station/v1/media/${file?.sha256}`);
  const path = join(await tempFolder(), 'heard.mp3');
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  return toneIn(path);
}

describe('a recorded relay', () => {
  it('sounds what the stream had at its hour, recorded once for all who carry it', async () => {
    const radio = await testStream({ hertz: 600 });
    const here = await makeCommune(server(), 'Hải Anh');
    const there = await makeCommune(server(), 'Hải Minh');
    const given = programme(`${radio.origin}/live.mp3`);
    const first = await carry(here, given);
    const second = await carry(there, given);
    // Its place is held, and nothing sounds in it.
    expect(await first.ruling()).toMatchObject({ airs: true, reason: 'placed', durationMs });
    expect(await first.entries()).toEqual([]);

    await expect.poll(async () => (await first.entries()).length, untilSettled).toBe(1);
    const [entry] = await first.entries();
    expect(entry).toMatchObject({ kind: 'relay', title: 'Thời sự', source: { type: 'media' } });
    expect(Math.abs((entry?.durationMs ?? 0) - durationMs)).toBeLessThan(100);
    const { hertz, rms } = await heard(first.endpoint, entry);
    expect(Math.abs(hertz - 600)).toBeLessThan(10);
    expect(rms).toBeGreaterThan(0.05);
    await expect.poll(async () => (await second.entries()).length, untilSettled).toBe(1);
    expect((await second.entries())[0]?.source).toEqual(entry?.source);
    expect(radio.asked).toEqual(['/live.mp3']);

    const list = (query: object) => first.operator.call(api.recordings.list, { query });
    const { items } = await list({ relayed: 'true' });
    const [, mm, dd] = localDateOf(given.startsAt, zone).split('-');
    const title = `Tiếp sóng 127.0.0.1 ${dd}/${mm} ${localTimeOf(given.startsAt, zone).slice(0, 5)}`;
    expect(items.map((one) => [one.title, one.latest.state])).toEqual([[title, 'approved']]);
    expect(items[0]?.authorId).toBe(first.broadcast.authorId);
    expect((await list({})).items.map((one) => one.title)).not.toContain(title);

    // Who takes it off the air takes it out of the lists.
    const approver = await server().as('approver');
    const params = { id: items[0]?.id ?? '' };
    await approver.call(api.recordings.withdraw, { params, body: { note: 'Nhầm chương trình' } });
    expect(await first.entries()).toEqual([]);
    expect(await first.ruling()).toMatchObject({ airs: false, reason: 'withdrawn' });
  }, 90_000);

  it('that could not be recorded sounds its fallback, or says so', async () => {
    const radio = await testStream();
    const fallbackRecordingId = await makeApproved(server(), { hertz: 900, title: 'Nhạc thay' });
    const here = await makeCommune(server(), 'Hải Tây');
    const there = await makeCommune(server(), 'Hải Đông');
    const url = `${radio.origin}/missing.mp3`;
    const bare = await carry(here, programme(url));
    const safe = await carry(there, programme(url, { fallbackRecordingId }));
    await expect.poll(async () => (await bare.ruling())?.reason, untilSettled).toBe('not_recorded');
    expect(await bare.ruling()).toMatchObject({ airs: false });
    expect(await bare.entries()).toEqual([]);
    await expect.poll(async () => (await safe.entries())[0]?.title, untilSettled).toBe('Nhạc thay');
    const { hertz } = await heard(safe.endpoint, (await safe.entries())[0]);
    expect(Math.abs(hertz - 900)).toBeLessThan(10);
  }, 90_000);

  it('is recorded though the server is started again in the middle', async () => {
    const radio = await testStream({ hertz: 750 });
    const here = await makeCommune(server(), 'Hải Nam');
    const { entries, endpoint } = await carry(here, programme(`${radio.origin}/live.mp3`));
    await expect.poll(() => radio.asked.length, untilSettled).toBe(1);
    await server().restart();
    await expect.poll(async () => (await entries()).length, untilSettled).toBe(1);
    const { hertz } = await heard(endpoint, (await entries())[0]);
    expect(Math.abs(hertz - 750)).toBeLessThan(10);
  }, 90_000);

  it('is not recorded once nobody carries it any more', async () => {
    const radio = await testStream();
    const here = await makeCommune(server(), 'Hải Bắc');
    // No worker knows of it yet.
    const given = programme(`${radio.origin}/live.mp3`, {}, 22_000);
    const { operator, broadcast } = await carry(here, given);
    // Until it is planned.
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const params = { id: broadcast.id };
    const body = { version: broadcast.version };
    await operator.call(api.broadcasts.withdraw, { params, body });
    await new Promise((resolve) => setTimeout(resolve, given.startsAt + 2000 - Date.now()));
    expect(radio.asked).toEqual([]);
  }, 60_000);

  it('does not air at once, on no day', async () => {
    const commune = await makeCommune(server(), 'Hải Trung');
    const operator = await server().as('operator');
    const { relay, date } = programme('https://vov.example/vov1');
    const place = (more: object) => {
      const given = { ownerAreaId: commune.areaId, stations: [commune.stationId], recordingId: '' };
      const body = draftOf({ ...given, date, time: '05:00' }, { title: 'Thời sự', ...more });
      return operator.call(api.broadcasts.create, { body });
    };
    const placement = { kind: 'now' as const, interrupts: false };
    const wrong = { status: 400, code: 'recorded_relay_now' };
    expect(await refusal(place({ placement, items: [relay] }))).toMatchObject(wrong);
    const live = { ...relay, carry: 'live', recordAt: null };
    const overrides = [{ date, items: [relay] }];
    expect(await refusal(place({ placement, items: [live], overrides }))).toMatchObject(wrong);
    expect((await place({ placement, items: [live] })).broadcast).not.toBeNull();
  });

  it('names the hour of the programme, and a live one none', async () => {
    const here = await makeCommune(server(), 'Hải Xuân');
    const given = programme('https://vov.example/vov1');
    const relay = { ...given.relay, recordAt: null };
    expect(await refusal(carry(here, { ...given, relay } as never))).toMatchObject({
      ...{ status: 400, code: 'body_invalid' },
    });
    const live = { ...given.relay, carry: 'live' };
    expect(await refusal(carry(here, { ...given, relay: live } as never))).toMatchObject({
      status: 400,
    });
  });
});
