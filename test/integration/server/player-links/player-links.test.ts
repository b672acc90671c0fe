import { Writable } from 'node:stream';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { sha256 } from '../../../../runtime/crypto.ts';
import { openDatabase } from '../../../../runtime/database.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const logged: string[] = [];
const sink = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged.push(chunk.toString());
    done();
  },
});
const clock = clockAt(systemClock().now());
const server = useTestServer({ worker: true, clock, log: pino({ level: 'trace' }, sink) });
const links = api.playerLinks;

let commune: Commune;
let operator: Person;
let airsAt: number;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
  const recordingId = await makeApproved(server(), { hertz: 440 });
  const date = dayAfter(clock.now(), 1);
  airsAt = instantOf(date, '06:00', zone);
  const { areaId, stationId } = commune;
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date, time: '06:00' };
  await operator.call(api.broadcasts.create, { body: draftOf(given) });
});

async function make(name: string) {
  const params = { id: commune.endpointId };
  return operator.call(links.create, { params, body: { name } });
}

async function read(path: string): Promise<{ status: number; text: string; type: string | null }> {
  const answer = await fetch(server().origin + path);
  const type = answer.headers.get('content-type');
  return { status: answer.status, text: await answer.text(), type };
}

const addressesIn = (text: string) => text.split('\n').filter((line) => line.startsWith('http'));

/** What a receiver of the Barix kind does: it fetches the list, then each file in turn, and asks again. */
async function playOnce(path: string): Promise<Buffer[]> {
  const { text } = await read(path);
  const sounds: Buffer[] = [];
  for (const address of addressesIn(text)) {
    const answer = await fetch(address);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    sounds.push(Buffer.from(await answer.arrayBuffer()));
  }
  return sounds;
}

describe('a player that knows only playlists', () => {
  it('hears nothing between sessions, and what the endpoint plays in one', async () => {
    const { path } = await make('Barix');
    const { status, text, type } = await read(path);
    expect([status, type]).toEqual([200, 'audio/x-mpegurl; charset=utf-8']);
    expect(text).toContain('#EXTM3U\n#PLAYLIST:Cụm Hải Anh\n#LOA-NEXT:');
    expect(await playOnce(path)).toEqual([]);
    expect(addressesIn((await read(`${path}&part=next`)).text)).toHaveLength(1);
    clock.set(airsAt + 500);
    const [sound, ...others] = await playOnce(path);
    expect(others).toEqual([]);
    expect(sha256(sound ?? '')).toBe(soundHash());
    const now = (await read(path)).text;
    expect(now).toMatch(/#EXTINF:[34],.+\n#LOA-START:/);
    expect(addressesIn(now)[0]).toMatch(`${server().origin}/station/v1/sounds/`);
    const [address = ''] = addressesIn(now);
    const part = await fetch(address, { headers: { range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(sound?.subarray(100, 200));
    const asked = await fetch(address, { method: 'HEAD' });
    expect(asked.headers.get('content-length')).toBe(String(sound?.length));
    clock.set(airsAt + 3_600_000);
    expect(await playOnce(path)).toEqual([]);
    clock.set(airsAt + 500);
  });

  it('has a token that opens one file of one endpoint, and nothing else', async () => {
    const { path } = await make('mpv');
    const [address = ''] = addressesIn((await read(path)).text);
    const { pathname, searchParams } = new URL(address);
    const token = searchParams.get('token') ?? '';
    const listToken = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
    expect(address).not.toContain(listToken);
    const other = `/station/v1/sounds/${'a'.repeat(43)}.mp3?token=${token}`;
    for (const wrong of [
      other,
      `${pathname}?token=${listToken}`,
      `${pathname}?token=${token}x`,
      `${pathname}?token=${token.split('.')[0] ?? ''}.`,
      `/station/v1/playlist.m3u8?token=${token}`,
      '/station/v1/playlist.m3u8',
    ])
      expect([wrong, (await read(wrong)).status]).toEqual([wrong, 404]);
    const authorization = `Loa ${commune.endpointId}:${listToken}`;
    const head = await fetch(`${server().origin}/station/v1/head`, { headers: { authorization } });
    expect(head.status).toBe(401);
  });

  it('is cut off at once when its link is revoked, and no other is', async () => {
    const [kept, ended] = [await make('một'), await make('hai')];
    const [address = ''] = addressesIn((await read(ended.path)).text);
    expect((await read(address.slice(server().origin.length))).status).toBe(200);
    await operator.call(links.revoke, { params: { id: ended.id } });
    expect((await read(ended.path)).status).toBe(404);
    expect((await read(address.slice(server().origin.length))).status).toBe(404);
    expect(await playOnce(kept.path)).toHaveLength(1);
    const params = { id: commune.endpointId };
    const { items } = await operator.call(links.list, { params });
    const byName = new Map(items.map((item) => [item.name, item]));
    expect(byName.has('hai')).toBe(false);
    expect(byName.get('một')).toMatchObject({ usedAt: expect.any(Number) as number });
  });

  it('has secrets that stand in no log and, as they are, in no database', async () => {
    const { path } = await make('nhật ký');
    const [address = ''] = addressesIn((await read(path)).text);
    await fetch(address);
    const secrets = [path, address].map((text) => text.split('token=')[1] ?? '');
    expect(logged.some((line) => line.includes('/station/v1/sounds/'))).toBe(true);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(40);
      expect(logged.some((line) => line.includes(secret))).toBe(false);
    }
    const sqlite = openDatabase(server().config.paths.database, { readonly: true });
    const rows = JSON.stringify([
      sqlite.prepare('select * from player_link').all(),
      sqlite.prepare('select * from audit').all(),
    ]);
    sqlite.close();
    expect(rows).toContain('nhật ký');
    for (const secret of secrets) expect(rows).not.toContain(secret);
  });

  it('is nobody to whom another area may give a link', async () => {
    const elsewhere = await makeCommune(server(), 'Hải Hưng');
    const stranger = await server().as('operator', elsewhere.areaId);
    const params = { id: commune.endpointId };
    const { id } = await make('của người khác');
    const attempts = [
      stranger.call(links.list, { params }),
      stranger.call(links.create, { params, body: { name: 'x' } }),
      stranger.call(links.revoke, { params: { id } }),
    ];
    for (const { code } of await Promise.all(attempts.map(refusal)))
      expect(code).toBe('not_allowed');
  });
});

/** The file on the endpoint's list. */
function soundHash(): string {
  const sqlite = openDatabase(server().config.paths.database, { readonly: true });
  const row = sqlite
    .prepare<[], { sha256: string }>("select sha256 from rendition where profile = 'mp3-48k'")
    .get();
  sqlite.close();
  return row?.sha256 ?? '';
}
