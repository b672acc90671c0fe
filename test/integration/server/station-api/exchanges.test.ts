import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { stationRoutes, type PlayRecord } from '../../../../contract/station/exchange.ts';
import { problem } from '../../../../contract/problem.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { sha256 } from '../../../../runtime/crypto.ts';
import { openDatabase } from '../../../../runtime/database.ts';
import { newId } from '../../../../runtime/id.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  type Commune,
} from '../../../support/district.ts';
import {
  endpointClient,
  pairEndpoint,
  type EndpointClient,
} from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = systemClock();
const server = useTestServer({ worker: true });
const tomorrow = () => dayAfter(clock.now(), 1);

let commune: Commune;
let operator: Person;
let endpoint: EndpointClient;
let recordingId: string;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400 });
  endpoint = await pairEndpoint(server(), commune.endpointId);
});

async function place(time: string) {
  const { areaId, stationId } = commune;
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: tomorrow(), time };
  await operator.call(api.broadcasts.create, { body: draftOf(given) });
  const query = { endpointId: commune.endpointId, date: tomorrow() };
  return operator.call(api.occurrences.playlist, { query });
}

async function audioHash(): Promise<string> {
  const { onAir } = await operator.call(api.recordings.get, { params: { id: recordingId } });
  return onAir?.renditions[0]?.sha256 ?? '';
}

const status = (rest: object = {}) => ({
  nonce: 'n1',
  clock: clock.now(),
  clockTrusted: true,
  clockOffsetMs: -12,
  headSequence: 5,
  complete: [],
  incomplete: [],
  playing: null,
  version: '0.1.0',
  diskFreeBytes: 1e9,
  incidents: [],
  ...rest,
});

/** Each a while before the one before, within the minute: one endpoint sounds one thing at a time. */
let told = 0;
const spanOf = (durationMs: number) => {
  told += 1;
  const endedAt = clock.now() - (told % 10) * 2 * durationMs;
  return { startedAt: endedAt - durationMs, endedAt };
};

const play = (rest: Partial<PlayRecord> = {}): PlayRecord => ({
  playId: newId(clock),
  sequence: 1,
  key: 'b-2026-01-01/0',
  occurrence: 'b-2026-01-01',
  title: 'Thông báo',
  playlist: 'p'.repeat(43),
  media: 'm'.repeat(43),
  dueAt: clock.now(),
  ...spanOf(3000),
  heardMs: 3000,
  durationMs: 3000,
  reason: 'completed',
  clockTrusted: true,
  ear: null,
  ...rest,
});

describe('the station door', () => {
  it('answers a poll that finds nothing new with 304, and news with the new head', async () => {
    const first = await endpoint.fetch('/station/v1/head');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toBe(`"${sha256(await first.text())}"`);
    const again = await endpoint.fetch('/station/v1/head', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    await place('05:00');
    const news = await endpoint.fetch('/station/v1/head', { headers: { 'if-none-match': etag } });
    expect(news.status).toBe(200);
    expect(news.headers.get('etag')).not.toBe(etag);
  });

  it.each([
    '/station/v1/head',
    '/station/v1/events',
    `/station/v1/objects/${'a'.repeat(43)}`,
    `/station/v1/media/${'a'.repeat(43)}`,
  ])('asks %s for credentials', async (path) => {
    const bare = await fetch(server().origin + path);
    const refusal = { code: 'endpoint_unknown', requestId: bare.headers.get('loa-request-id') };
    expect([bare.status, await bare.json()]).toMatchObject([401, refusal]);
    const wrong = endpointClient(server(), commune.endpointId, 'wrong');
    expect((await wrong.fetch(path)).status).toBe(401);
    const odd = await fetch(server().origin + path, { headers: { authorization: 'Loa nonsense' } });
    expect(odd.status).toBe(401);
  });

  it('counts what it answers endpoints with the answers to people, each once', async () => {
    const counted = async () => {
      const text = await (await fetch(`${server().origin}/metrics`)).text();
      const found = text.matchAll(/^loa_http_answers_total\{status="(\d+)"\} (\d+)$/gm);
      return new Map([...found].map(([, code, count]) => [Number(code), Number(count)]));
    };
    const etag = (await endpoint.fetch('/station/v1/head')).headers.get('etag') ?? '';
    const before = await counted();
    const more = (code: number, after: Map<number, number>) =>
      (after.get(code) ?? 0) - (before.get(code) ?? 0);
    for (let poll = 0; poll < 5; poll += 1)
      await endpoint.fetch('/station/v1/head', { headers: { 'if-none-match': etag } });
    const stranger = { headers: { authorization: `Loa ${commune.endpointId}:wrong` } };
    await fetch(`${server().origin}/station/v1/head`, stranger);
    await fetch(`${server().origin}/station/v1/plays`, { method: 'POST', ...stranger });
    await endpoint.fetch(`/station/v1/objects/${'x'.repeat(43)}`);
    const json = { 'content-type': 'application/json' };
    await endpoint.fetch('/station/v1/status', { method: 'POST', headers: json, body: '{}' });
    // An answer counts once its last byte has left, which may be after it was read here.
    await expect
      .poll(async () => {
        const after = await counted();
        return [304, 400, 401, 404].map((code) => more(code, after));
      })
      .toEqual([5, 1, 2, 1]);
  });

  it('hands out media that the playlists name, and nothing else', async () => {
    await place('06:00');
    const hash = await audioHash();
    const whole = await endpoint.fetch(`/station/v1/media/${hash}`);
    expect(whole.status).toBe(200);
    expect(sha256(new Uint8Array(await whole.arrayBuffer()))).toBe(hash);
    const other = await pairEndpoint(
      server(),
      (await makeCommune(server(), 'Hải Hưng')).endpointId,
    );
    const stranger = await other.fetch(`/station/v1/media/${hash}`);
    expect([stranger.status, await stranger.json()]).toMatchObject([
      403,
      { code: 'media_not_allowed' },
    ]);
    expect((await endpoint.fetch('/station/v1/media/short')).status).toBe(404);
  });

  it('hands out parts of a file', async () => {
    await place('07:00');
    const hash = await audioHash();
    const path = `/station/v1/media/${hash}`;
    const whole = Buffer.from(await (await endpoint.fetch(path)).arrayBuffer());
    const part = async (headers: Record<string, string>) => {
      const answer = await endpoint.fetch(path, { headers });
      return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const rest = await part({ range: 'bytes=100-', 'if-range': `"${hash}"` });
    expect(rest.answer.status).toBe(206);
    expect(rest.answer.headers.get('content-range')).toBe(
      `bytes 100-${whole.length - 1}/${whole.length}`,
    );
    expect(rest.bytes.equals(whole.subarray(100))).toBe(true);
    expect((await part({ range: 'bytes=-10' })).bytes.equals(whole.subarray(-10))).toBe(true);
    const middle = await part({ range: 'bytes=5-9' });
    expect(middle.bytes.equals(whole.subarray(5, 10))).toBe(true);
    const beyond = await part({ range: `bytes=${whole.length}-` });
    expect(beyond.answer.status).toBe(416);
    expect(beyond.answer.headers.get('content-range')).toBe(`bytes */${whole.length}`);
    expect((await part({ range: 'bytes=0-', 'if-range': '"other"' })).answer.status).toBe(200);
  });

  it('keeps rulings to itself', async () => {
    await place('08:00');
    const sqlite = openDatabase(server().config.paths.database, { readonly: true });
    const row = sqlite
      .prepare<[], { sha256: string }>("select sha256 from object where kind = 'rulings'")
      .get();
    sqlite.close();
    for (const hash of [row?.sha256, 'b'.repeat(43)]) {
      const missing = await endpoint.fetch(`/station/v1/objects/${hash}`);
      const { code } = problem.parse(await missing.json());
      expect([missing.status, code]).toEqual([404, 'object_not_found']);
    }
  });

  it('nudges by an event stream, at once and whenever the head changes', async () => {
    const end = new AbortController();
    const response = await endpoint.fetch('/station/v1/events', { signal: end.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () =>
      /event: head\ndata: (\d+)\n\n/.exec((await reader?.read())?.value ?? '');
    const first = Number((await next())?.[1]);
    expect(first).toBe((await endpoint.head()).sequence);
    const [second] = await Promise.all([next(), place('09:00')]);
    expect(Number(second?.[1])).toBeGreaterThan(first);
    end.abort();
  });
});

describe('status', () => {
  it('is told with the time in return, and shown to people', async () => {
    const { sha256: playlist } = await place('10:00');
    const before = clock.now();
    const answer = await endpoint.client.call(stationRoutes.status, {
      body: status({ complete: [playlist], playing: 'b-2026-01-01/0' }),
    });
    expect(answer.nonce).toBe('n1');
    expect(answer.serverTime).toBeGreaterThanOrEqual(before);
    const shown = async () => {
      const { items } = await operator.call(api.endpoints.list, {
        query: { stationId: commune.stationId },
      });
      return items[0];
    };
    await expect.poll(async () => (await shown())?.version, { timeout: 5000 }).toBe('0.1.0');
    expect(await shown()).toMatchObject({
      presence: 'online',
      clockOffsetMs: -12,
      clockTrusted: true,
      playing: 'b-2026-01-01/0',
    });
  });

  it('keeps each incident once', async () => {
    const incident = {
      id: newId(clock),
      at: clock.now(),
      what: 'head' as const,
      code: 'signature_bad',
      detail: 'one byte was flipped',
    };
    for (let time = 0; time < 2; time += 1) {
      const { accepted } = await endpoint.client.call(stationRoutes.status, {
        body: status({ incidents: [incident] }),
      });
      expect(accepted).toEqual([incident.id]);
    }
    const { items } = await operator.call(api.endpoints.incidents, {
      params: { id: endpoint.id },
      query: {},
    });
    expect(items.filter(({ id }) => id === incident.id)).toMatchObject([
      { code: 'signature_bad', what: 'head' },
    ]);
  });

  it('counts a poll as a sign of life, which says nothing of what is held', async () => {
    const id = await makeEndpoint(server(), commune.stationId, 'Cụm xóm 9');
    const shown = async () => {
      const { items } = await operator.call(api.endpoints.list, { query: { limit: 500 } });
      return items.find((one) => one.id === id);
    };
    expect(await shown()).toMatchObject({ presence: 'unknown', today: { holds: 'unknown' } });
    const polling = await pairEndpoint(server(), id);
    await polling.head();
    await expect.poll(async () => (await shown())?.presence, { timeout: 5000 }).toBe('online');
    expect((await shown())?.today.holds).toBe('unknown');
  });
});

describe('plays', () => {
  const send = (rows: unknown[]) => endpoint.client.call(stationRoutes.plays, { body: { rows } });

  it('are accepted once and named each time', async () => {
    const row = play();
    expect(await send([row])).toEqual({
      results: [{ playId: row.playId, accepted: true, code: null }],
    });
    expect((await send([row, row])).results.map(({ accepted }) => accepted)).toEqual([true, true]);
  });

  it('stand each by itself: a bad row is named and keeps no other out', async () => {
    const good = play();
    const bad = [
      { ...play(), heardMs: -1 },
      'nonsense',
      null,
      { playId: 7 },
      { ...play(), key: 1 },
    ];
    const { results } = await send([...bad, good]);
    expect(results.map(({ accepted, code }) => [accepted, code])).toEqual([
      ...bad.map(() => [false, 'body_invalid']),
      [true, null],
    ]);
    expect(results[0]?.playId).toMatch(/^[0-9a-z]{26}$/);
    expect(results[1]?.playId).toBeNull();
  });

  it("do not pass for another endpoint's", async () => {
    const mine = play();
    await send([mine]);
    const id = await makeEndpoint(server(), commune.stationId, 'Cụm xóm 8');
    const other = await pairEndpoint(server(), id);
    const { results } = await other.client.call(stationRoutes.plays, { body: { rows: [mine] } });
    expect(results).toEqual([{ playId: mine.playId, accepted: false, code: 'play_id_taken' }]);
  });

  it('are refused without credentials, and in a body that is none', async () => {
    const wrong = endpointClient(server(), endpoint.id, 'wrong').client;
    const { code } = await refusal(wrong.call(stationRoutes.plays, { body: { rows: [play()] } }));
    expect(code).toBe('endpoint_unknown');
    const empty = endpoint.client.call(stationRoutes.plays, { body: { rows: [] } });
    expect((await refusal(empty)).code).toBe('body_invalid');
  });
});
