import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { problemOf, ProblemError } from '../../../../contract/client.ts';
import { listenDay, type ListenDay } from '../../../../contract/http/listening.ts';
import { stationRoutes, type PlayRecord } from '../../../../contract/station/exchange.ts';
import { takeLimitBytes, takesADay, type HeardWord } from '../../../../core/listening/listening.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { createMediaStore } from '../../../../media/store.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { newId } from '../../../../runtime/id.ts';
import { sweepTakes } from '../../../../server/listeners/sweep-takes.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { makeSound } from '../../../support/sound.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { until } from '../../../support/until.ts';

// Far from midnight.
const real = systemClock();
const date = dayAfter(real.now(), 0);
const startsAt = instantOf(date, '10:05:00', zone);
let now = instantOf(date, '10:00', zone);
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ worker: true, clock });

let commune: Commune;
let operator: Person;
let agent: EndpointClient;
let playlist: string;
let sequence = 0;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Nghe');
  operator = await server().as('operator');
  agent = await pairEndpoint(server(), commune.endpointId);
  const recordingId = await makeApproved(server(), { hertz: 440 });
  const { areaId, stationId, endpointId } = commune;
  for (const time of ['10:05:00', '11:00:00'])
    await operator.call(api.broadcasts.create, {
      body: draftOf({ ownerAreaId: areaId, recordingId, stations: [stationId], date, time }),
    });
  const query = { endpointId, date };
  const { sha256, entries } = await operator.call(api.occurrences.playlist, { query });
  expect(entries.map((entry) => entry.startsAt)).toEqual([
    startsAt,
    instantOf(date, '11:00:00', zone),
  ]);
  playlist = sha256 ?? '';
});

async function link(name: string, endpointId = commune.endpointId) {
  const given = { params: { id: endpointId }, body: { name } };
  const made = await operator.call(api.listening.createLink, given);
  return { id: made.id, token: made.path.replace('/listen#token=', '') };
}

const anybody = () => server().stranger();
const dayOf = (token: string) => anybody().call(api.listening.day, { body: { token } });

/** The first item, or the second. */
async function itemOf(token: string, index: 0 | 1 = 0) {
  const { entries } = await dayOf(token);
  const entry = entries[index];
  if (!entry) throw new Error('the item is not there');
  return { token, date: entry.date, key: entry.key, startsAt: entry.startsAt };
}

async function say(token: string, word: HeardWord, index: 0 | 1 = 0): Promise<ListenDay> {
  const body = { ...(await itemOf(token, index)), word };
  return anybody().call(api.listening.say, { body });
}

async function sound(seed: number, ending = 'webm', options: string[] = []) {
  const path = join(await tempFolder(), `take.${ending}`);
  const codec = ending === 'wav' ? [] : ['-c:a', ending === 'm4a' ? 'aac' : 'libopus'];
  await makeSound(path, `anoisesrc=d=2:a=0.1:seed=${seed}`, [...codec, ...options]);
  return new Uint8Array(await readFile(path));
}

async function record(
  token: string,
  bytes: Uint8Array<ArrayBuffer>,
  given: { endedAgoMs?: number; type?: string; by?: string } = {},
): Promise<ListenDay> {
  const form = new FormData();
  const { by = token, endedAgoMs = 500 } = given;
  const fields = { ...(await itemOf(token)), token: by, endedAgoMs };
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', new Blob([bytes], { type: given.type ?? 'audio/webm' }), 'take');
  const path = '/api/v1/listening/recordings';
  const response = await anybody().fetch(path, { method: 'POST', body: form });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(problemOf(response.status, text));
  return listenDay.parse(JSON.parse(text));
}

async function row(index: 0 | 1 = 0) {
  const query = { from: date, to: date, stationId: commune.stationId };
  const { items } = await operator.call(api.occurrences.asRun, { query });
  return items[index];
}

async function unheardBy() {
  const query = { stationId: commune.stationId };
  const { items } = await operator.call(api.endpoints.list, { query });
  return items.find(({ id }) => id === commune.endpointId)?.health.unheardBy;
}

/** The machine's own proof. */
async function play(index: 0 | 1, ear: PlayRecord['ear'] = null): Promise<void> {
  const { token } = await link('Ai đó');
  const item = await itemOf(token, index);
  const heardMs = 3000;
  sequence += 1;
  const one: PlayRecord = {
    ...{ playId: newId(real), sequence, key: item.key, title: 'tin 440' },
    ...{ occurrence: item.key.split('/')[0] ?? '', playlist, media: null },
    ...{ dueAt: item.startsAt, startedAt: item.startsAt, endedAt: item.startsAt + heardMs },
    ...{ heardMs, durationMs: heardMs, reason: 'completed', clockTrusted: true, ear },
  };
  const { results } = await agent.client.call(stationRoutes.plays, { body: { rows: [one] } });
  expect(results[0]?.accepted).toBe(true);
}

const files = async () => {
  const found = await readdir(server().config.listened.folder, {
    recursive: true,
    withFileTypes: true,
  });
  return found.filter((entry) => entry.isFile()).length;
};

describe('somebody near a loudspeaker', () => {
  it('says by a link how it is heard, beside the verdict and never within it', async () => {
    const { token } = await link('Bà Tư');
    const day = await dayOf(token);
    expect(day).toMatchObject({ endpointName: 'Cụm Hải Nghe', name: 'Bà Tư', zone, date, now });
    expect(day.entries[0]).toMatchObject({ startsAt, word: null, saidAt: null, recordings: 0 });
    expect((await refusal(say(token, 'clear'))).code).toBe('listening_too_early');

    now = startsAt + 1000;
    expect((await say(token, 'clear')).entries[0]).toMatchObject({ word: 'clear', saidAt: now });
    expect(await row()).toMatchObject({
      ...{ verdict: 'offline', heardMs: null, toTheEar: null },
      listened: { words: [{ by: 'Bà Tư', word: 'clear', at: now }], recordings: [] },
    });
    // The last word counts, and another's stands beside it.
    now += 1000;
    await say(token, 'faint');
    now += 1000;
    await say((await link('Ông Ba')).token, 'nothing');
    expect((await row())?.listened?.words).toMatchObject([
      { by: 'Bà Tư', word: 'faint' },
      { by: 'Ông Ba', word: 'nothing' },
    ]);

    const wrong = { ...(await itemOf(token)), key: 'another-2026-01-01/0', word: 'clear' as const };
    const unknown = anybody().call(api.listening.say, { body: wrong });
    expect((await refusal(unknown)).code).toBe('occurrence_not_found');
    now = startsAt + 7 * 3_600_000;
    expect((await refusal(say(token, 'clear'))).code).toBe('listening_too_late');
    now = startsAt + 5000;
  });

  it('is a trouble who hears nothing of what the machine played, until somebody hears it', async () => {
    const { token } = await link('Bà Tư');
    // Nothing is played yet: that nothing is heard is no wonder.
    expect(await unheardBy()).toBeNull();
    await play(0);
    expect(await row()).toMatchObject({ verdict: 'played' });
    expect(await unheardBy()).toEqual({ at: startsAt, title: 'tin 440', by: 'Ông Ba' });
    now += 1000;
    await say(token, 'clear');
    expect(await unheardBy()).toBeNull();
    now += 1000;
    await say(token, 'nothing');
    expect(await unheardBy()).toMatchObject({ by: 'Bà Tư' });
    expect(await row()).toMatchObject({ verdict: 'played' });

    // A microphone that hears a later play contradicts as well; one that hears nothing does not.
    now = instantOf(date, '11:02', zone);
    await play(1, 'silent');
    expect(await unheardBy()).toMatchObject({ by: 'Bà Tư' });
    await say(token, 'nothing', 1);
    expect(await unheardBy()).toMatchObject({ at: instantOf(date, '11:00:00', zone) });
    await say(token, 'faint', 1);
    expect(await unheardBy()).toBeNull();
    now = startsAt + 10_000;
  });

  it('opens one loudspeaker by a link until it is revoked, which is kept only as a hash', async () => {
    const { id, token } = await link('Ông Ba');
    await dayOf(token);
    const params = { id: commune.endpointId };
    const { items } = await operator.call(api.listening.listLinks, { params });
    const mine = items.find((one) => one.id === id);
    expect(mine).toMatchObject({ name: 'Ông Ba', usedAt: now });
    expect(JSON.stringify(items)).not.toContain(token);
    await operator.call(api.listening.revokeLink, { params: { id } });
    expect((await refusal(dayOf(token))).code).toBe('listener_link_not_found');
    const again = operator.call(api.listening.revokeLink, { params: { id } });
    expect((await refusal(again)).code).toBe('listener_link_not_found');
    // A link to declare or to play by opens nothing here.
    const player = await operator.call(api.playerLinks.create, { params, body: { name: 'x' } });
    const other = new URL(player.path, 'http://x').searchParams.get('token') ?? '';
    expect((await refusal(dayOf(other))).code).toBe('listener_link_not_found');

    const administrator = await server().administrator();
    const { items: acts } = await administrator.call(api.audit.list, { query: { limit: 50 } });
    const done = acts.filter(({ subject }) => subject === id).map(({ action }) => action);
    expect(done.sort()).toEqual(['listener_link.create', 'listener_link.revoke']);
  });

  it('gets a link only from those who may pair there, and none to what is locked out', async () => {
    const elsewhere = await makeCommune(server(), 'Hải Xa');
    const stranger = await server().as('operator', elsewhere.areaId);
    const given = { params: { id: commune.endpointId }, body: { name: 'x' } };
    expect((await refusal(stranger.call(api.listening.createLink, given))).code).toBe(
      'not_allowed',
    );
    const { token } = await link('Bà Năm', elsewhere.endpointId);
    await dayOf(token);
    const params = { id: elsewhere.endpointId };
    await operator.call(api.endpoints.revoke, { params });
    expect((await refusal(dayOf(token))).code).toBe('listener_link_not_found');
    const late = operator.call(api.listening.createLink, { params, body: { name: 'x' } });
    expect((await refusal(late)).code).toBe('endpoint_revoked');
  });

  it('is slowed down after many wrong links', async () => {
    const codes = new Set<string>();
    for (let guess = 0; guess < 70; guess += 1)
      codes.add((await refusal(dayOf(`ear_${guess}`))).code);
    expect([...codes]).toEqual(['listener_link_not_found', 'too_many_requests']);
    await server().restart();
  });
});

describe('a recording of a phone', () => {
  it.each([
    ['webm', 'audio/webm'],
    ['ogg', 'audio/ogg'],
    ['m4a', 'audio/mp4'],
  ])('in %s is kept, and heard by those who may read there', async (ending, type) => {
    const { token } = await link(`Máy ${ending}`);
    const bytes = await sound(ending.length * 7, ending);
    // What the sender calls it counts for nothing.
    const day = await record(token, bytes, { endedAgoMs: 2000, type: 'text/html' });
    expect(day.entries[0]).toMatchObject({ recordings: 1 });
    expect(day.recordingsLeft).toBe(takesADay - 1);
    const kept = (await row())?.listened?.recordings.find(({ by }) => by === `Máy ${ending}`);
    expect(kept).toMatchObject({ at: now - 2000 });
    // Of so short a tone nobody can say what is like it.
    const judged = async () => {
      const listened = (await row())?.listened;
      return listened?.recordings.find(({ id }) => id === kept?.id)?.likeness ?? undefined;
    };
    expect(await until(judged, { limitMs: 20_000, what: 'a worker has judged it' })).toBe(
      'unknown',
    );
    const path = `/api/v1/listener-recordings/${kept?.id}/audio`;
    const response = await operator.fetch(path);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('cache-control')).toContain('private');
    const part = await operator.fetch(path, { headers: { range: 'bytes=0-9' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
    expect((await anybody().fetch(path)).status).toBe(401);
    const elsewhere = await makeCommune(server(), `Hải ${ending}`);
    const stranger = await server().as('operator', elsewhere.areaId);
    expect((await stranger.fetch(path)).status).toBe(403);
  });

  it('is removed before its days by those who may pair there, and by nobody else', async () => {
    const { token } = await link('Ghi nhầm');
    const before = await files();
    await record(token, await sound(77));
    const mine = async () =>
      (await row())?.listened?.recordings.find(({ by }) => by === 'Ghi nhầm')?.id ?? '';
    const params = { id: await mine() };
    const approver = await server().as('approver');
    const denied = approver.call(api.listening.removeRecording, { params });
    expect((await refusal(denied)).code).toBe('not_allowed');
    const elsewhere = await makeCommune(server(), 'Hải Khuất');
    const stranger = await server().as('operator', elsewhere.areaId);
    const foreign = stranger.call(api.listening.removeRecording, { params });
    expect((await refusal(foreign)).code).toBe('not_allowed');
    expect(await files()).toBe(before + 1);
    await operator.call(api.listening.removeRecording, { params });
    expect(await mine()).toBe('');
    expect(await files()).toBe(before);
    expect((await operator.fetch(`/api/v1/listener-recordings/${params.id}/audio`)).status).toBe(
      404,
    );
    const administrator = await server().administrator();
    const { items } = await administrator.call(api.audit.list, { query: { limit: 50 } });
    expect(items.find(({ subject }) => subject === params.id)).toMatchObject({
      action: 'listener_recording.remove',
      detail: { by: 'Ghi nhầm', title: 'tin 440' },
    });
  });

  it('is one, however often it is sent', async () => {
    const { token } = await link('Mạng chập chờn');
    const bytes = await sound(3);
    const before = await files();
    await record(token, bytes);
    const day = await record(token, bytes);
    expect(day.entries[0]).toMatchObject({ recordings: 1 });
    expect(day.recordingsLeft).toBe(takesADay - 1);
    expect(await files()).toBe(before + 1);
  });

  it('is refused in plain words where it is no sound, too long, or not of that time', async () => {
    const { token } = await link('Kẻ nghịch');
    const before = await files();
    const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
    expect((await refusal(record(token, page))).code).toBe('not_audio');
    expect((await refusal(record(token, await sound(4, 'wav')))).code).toBe('not_audio');
    expect((await refusal(record(token, new Uint8Array()))).code).toBe('empty_file');
    const webm = await sound(5);
    const long = new Uint8Array(takeLimitBytes + 1);
    long.set(webm);
    expect((await refusal(record(token, long))).code).toBe('upload_too_large');
    expect((await refusal(record(token, webm, { by: 'ear_guess' }))).code).toBe(
      'listener_link_not_found',
    );
    const early = record(token, webm, { endedAgoMs: 60_000 });
    expect((await refusal(early)).code).toBe('listening_too_early');
    const negative = record(token, webm, { endedAgoMs: -1 });
    expect((await refusal(negative)).code).toBe('body_invalid');
    now = startsAt + 30 * 60_000;
    expect((await refusal(record(token, webm))).code).toBe('listening_too_late');
    now = startsAt + 20_000;
    expect(await files()).toBe(before);
  });

  it('may be sent some times a day by a link, even when they come at once', async () => {
    const { token } = await link('Người hăng hái');
    const takes = await Promise.all(
      Array.from({ length: takesADay + 3 }, (_, index) => sound(100 + index)),
    );
    const before = await files();
    const sent = await Promise.allSettled(takes.map((bytes) => record(token, bytes)));
    const refused = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(refused).toHaveLength(3);
    expect(refused.every(({ message }) => message.startsWith('listening_recordings_full'))).toBe(
      true,
    );
    expect((await dayOf(token)).recordingsLeft).toBe(0);
    expect(await files()).toBe(before + takesADay);
    // Others are not kept from it, and tomorrow there may be more.
    await record((await link('Người khác')).token, await sound(99));
  });

  it('that a crash left without a row is removed a day later, and no other', async () => {
    const { listened, paths } = server().config;
    const store = await openStore(paths.database);
    onTestFinished(() => store.close());
    const media = await createMediaStore(listened.folder);
    const before = await files();
    expect(before).toBeGreaterThan(0);
    const bytes = Readable.from([Buffer.from('sound without a row')]);
    const { sha256 } = await media.put(bytes, { limitBytes: 100 });
    const sweepAt = (at: number) =>
      sweepTakes({
        ...{ db: store.db, store: media, keptDays: listened.keptDays },
        clock: { ...real, now: () => at },
      });
    await sweepAt(real.now() + 23 * 3_600_000);
    expect(await media.has(sha256)).toBe(true);
    await sweepAt(real.now() + 25 * 3_600_000);
    expect(await media.has(sha256)).toBe(false);
    expect(await files()).toBe(before);
  });

  it('is removed after its days, and what was said stays', async () => {
    const { listened, paths } = server().config;
    const store = await openStore(paths.database);
    onTestFinished(() => store.close());
    const media = await createMediaStore(listened.folder);
    const dayMs = 24 * 3_600_000;
    const sweepAt = (at: number) =>
      sweepTakes({
        ...{ db: store.db, store: media, keptDays: listened.keptDays },
        clock: { ...real, now: () => at },
      });
    const before = await files();
    await sweepAt(now + 89 * dayMs);
    expect(await files()).toBe(before);
    expect(listened.keptDays).toBe(90);
    await sweepAt(now + 91 * dayMs);
    expect(await files()).toBe(0);
    expect((await row())?.listened).toMatchObject({ recordings: [] });
    expect((await row())?.listened?.words).not.toEqual([]);
  });
});
