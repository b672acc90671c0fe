import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stationRoutes, type PlayRecord } from '../../../../contract/station/exchange.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { randomToken, sha256 } from '../../../../runtime/crypto.ts';
import { openDatabase } from '../../../../runtime/database.ts';
import { newId } from '../../../../runtime/id.ts';
import { makeCommune, type Commune } from '../../../support/district.ts';
import { endpointClient, pairEndpoint } from '../../../support/endpoint-client.ts';
import { useTestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

const clock = systemClock();
const server = useTestServer();
const count = 1_000;

let commune: Commune;
let fleet: { id: string; secret: string }[];
const agent = new Agent({ connections: 400 });
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  const paired = await pairEndpoint(server(), commune.endpointId);
  await until(async () => (await paired.fetch('/station/v1/head')).ok || undefined, {
    ...{ limitMs: 10_000, everyMs: 20, what: 'there is a head' },
  });
  fleet = multiply(paired.id);
  // What they ask first, they ask of a server that has just come up.
  await server().restart();
});
afterAll(() => agent.destroy());

/** Endpoints like one that is there, with its head. */
function multiply(endpointId: string) {
  const made = Array.from({ length: count }, () => ({ id: newId(clock), secret: randomToken() }));
  const sqlite = openDatabase(server().config.paths.database);
  const endpoint = sqlite.prepare(`insert into endpoint
    (id, station_id, area_id, name, kind, push_url, secret_sha256, created_at, paired_at, revoked_at)
    select ?, station_id, area_id, ?, kind, null, ?, created_at, paired_at, null
    from endpoint where id = ?`);
  const head = sqlite.prepare(`insert into head
    (endpoint_id, sequence, bytes, etag, content_sha256, issued_at, expires_at)
    select ?, sequence, bytes, etag, content_sha256, issued_at, expires_at
    from head where endpoint_id = ?`);
  sqlite.transaction(() => {
    for (const { id, secret } of made) {
      endpoint.run(id, `Cụm ${id}`, sha256(secret), endpointId);
      head.run(id, endpointId);
    }
  })();
  sqlite.close();
  return made;
}

async function ask(path: string, { id, secret }: { id: string; secret: string }, body?: unknown) {
  const answer = await request(server().origin + path, {
    dispatcher: agent,
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Loa ${id}:${secret}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'], text };
}

/** Until the server is at ease: on a slow machine it is busy for a while after so much. */
function askAgain(path: string, one: { id: string; secret: string }, body?: unknown) {
  const served = async () => {
    const answer = await ask(path, one, body);
    return answer.status === 429 ? undefined : answer;
  };
  return until(served, { limitMs: 20_000, everyMs: 50, what: 'the server takes more' });
}

/** Each a while before the one before, within the minute: one endpoint sounds one thing at a time. */
let told = 0;
const spanOf = (durationMs: number) => {
  told += 1;
  const endedAt = clock.now() - (told % 10) * 2 * durationMs;
  return { startedAt: endedAt - durationMs, endedAt };
};

const play = (rest: Partial<PlayRecord> = {}): PlayRecord => ({
  ...{ playId: newId(clock), sequence: 1, key: 'b-2026-01-01/0', occurrence: 'b-2026-01-01' },
  ...{ title: 'Thông báo', playlist: 'p'.repeat(43), media: 'm'.repeat(43) },
  ...{ dueAt: clock.now(), ...spanOf(3000) },
  ...{ heardMs: 3000, durationMs: 3000, reason: 'completed', clockTrusted: true, ear: null },
  ...rest,
});

const status = (rest: object = {}) => ({
  ...{ nonce: 'n', clock: clock.now(), clockTrusted: true, clockOffsetMs: 0, headSequence: 1 },
  ...{ complete: [], incomplete: [], playing: null, version: '0.1.0', diskFreeBytes: 1e9 },
  ...{ incidents: [], ...rest },
});

describe('a fleet that comes back at once', () => {
  it('is served, each with its head or a time to come again, never with a fault', async () => {
    const answers = await Promise.all(fleet.map((one) => ask('/station/v1/head', one)));
    const byStatus = new Set(answers.map((answer) => answer.status));
    expect([...byStatus].filter((one) => one !== 200 && one !== 429)).toEqual([]);
    for (const { status: given, retryAfter } of answers)
      if (given === 429) expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThan(0);
    // Who comes again is served.
    const again = await Promise.all(
      fleet.slice(0, 100).map(async (one) => {
        await expect
          .poll(async () => (await ask('/station/v1/head', one)).status, { timeout: 10_000 })
          .toBe(200);
      }),
    );
    expect(again).toHaveLength(100);
  });

  it('is told that plays are kept only when they are', async () => {
    const rows = fleet.slice(0, 300).map((one) => ({ one, row: play() }));
    const answers = await Promise.all(
      rows.map(async ({ one, row }) => {
        const answer = await ask('/station/v1/plays', one, { rows: [row] });
        return { answer, row, isThere: answer.status === 200 && isKept(row.playId) };
      }),
    );
    for (const { answer, row, isThere } of answers) {
      expect([200, 429]).toContain(answer.status);
      if (answer.status !== 200) continue;
      expect(JSON.parse(answer.text)).toEqual({
        results: [{ playId: row.playId, accepted: true, code: null }],
      });
      expect(isThere).toBe(true);
    }
    const accepted = answers.filter(({ answer }) => answer.status === 200);
    expect(accepted.length).toBeGreaterThan(0);
    expect(sumOf('b')).toBe(accepted.length);
  });

  it('has every status taken, with the incidents that it tells', async () => {
    const some = fleet.slice(300, 400).map((one) => ({ one, id: newId(clock) }));
    for (const { one, id } of some) {
      const incident = { id, at: clock.now(), what: 'head', code: 'signature_bad', detail: '' };
      const body = status({ incidents: [incident] });
      const answer = await askAgain('/station/v1/status', one, body);
      expect([answer.status, JSON.parse(answer.text)]).toMatchObject([200, { accepted: [id] }]);
    }
  });
});

describe('one endpoint gone mad', () => {
  it('is told to wait, and no other with it', async () => {
    const [mad, calm] = [fleet[500], fleet[501]];
    if (!mad || !calm) throw new Error('the fleet is too small');
    const path = `/station/v1/objects/${'a'.repeat(43)}`;
    const answers = [];
    for (let round = 0; round < 12; round += 1)
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => ask(path, mad)))));
    const turnedAway = answers.filter((answer) => answer.status === 429);
    expect(turnedAway.length).toBeGreaterThan(100);
    for (const { retryAfter } of turnedAway) expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
    expect(answers.some((answer) => answer.status === 404)).toBe(true);
    expect((await askAgain(path, calm)).status).toBe(404);
    // Its poll costs nothing, and it may learn of a stop.
    expect((await ask('/station/v1/head', mad)).status).toBe(200);
    const metrics = await (await fetch(`${server().origin}/metrics`)).text();
    expect(metrics).toMatch(/loa_station_turned_away_total\{why="rate"\} [1-9]/);
  });

  it('has not been asked for its body where its secret is wrong', async () => {
    const wrong = { id: fleet[0]?.id ?? '', secret: 'wrong' };
    const long = { rows: Array.from({ length: 500 }, () => play({ title: 'x'.repeat(190) })) };
    expect((await ask('/station/v1/plays', wrong, long)).status).toBe(401);
    const { client } = endpointClient(server(), 'a'.repeat(26), 'nobody');
    await expect(client.call(stationRoutes.status, { body: status() })).rejects.toMatchObject({
      problem: { code: 'endpoint_unknown' },
    });
  });
});

describe('plays of many in one go', () => {
  it('keep the row of another out of the way of the others', async () => {
    const [first, second, third] = fleet.slice(600, 603);
    if (!first || !second || !third) throw new Error('the fleet is too small');
    const shared = play({ occurrence: 'c-2026-01-01' });
    const own = play({ occurrence: 'c-2026-01-01' });
    const answers = await Promise.all([
      ask('/station/v1/plays', first, { rows: [shared] }),
      ask('/station/v1/plays', second, { rows: [shared, shared] }),
      ask('/station/v1/plays', third, { rows: [own, own] }),
    ]);
    const codes = answers.map(({ text }) =>
      (JSON.parse(text) as { results: { code: string | null }[] }).results.map(({ code }) => code),
    );
    expect(codes[2]).toEqual([null, null]);
    expect(codes.slice(0, 2).flat().sort()).toEqual(
      codes[0]?.[0] === null
        ? [null, 'play_id_taken', 'play_id_taken'].sort()
        : [null, null, 'play_id_taken'].sort(),
    );
    expect(sumOf('c')).toBe(2);
  });
});

function isKept(playId: string): boolean {
  const sqlite = openDatabase(server().config.paths.database, { readonly: true });
  try {
    return sqlite.prepare('select 1 from play where play_id = ?').get(playId) !== undefined;
  } finally {
    sqlite.close();
  }
}

function sumOf(broadcastId: string): number {
  const sqlite = openDatabase(server().config.paths.database, { readonly: true });
  try {
    const row = sqlite
      .prepare<[string], { sum: number }>(
        'select sum(sounded) as sum from play_day where broadcast_id = ?',
      )
      .get(broadcastId);
    return row?.sum ?? 0;
  } finally {
    sqlite.close();
  }
}
