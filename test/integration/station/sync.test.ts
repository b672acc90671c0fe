import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { hurriedClock } from '../../support/fast-clock.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import {
  refuse,
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const soon = () => Date.now() + 3_600_000;

const complete = (server: StationProtocolServer, limitMs = 20_000) =>
  until(
    async () =>
      server.statuses.find((status) => status.complete[0] === server.playlist?.sha256) ?? undefined,
    { limitMs, what: 'the playlist is complete' },
  );

describe.concurrent('an agent that fetches', () => {
  itBeside('goes on with Range where a download broke off', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 60 });
    const bytes = server.media.get(bulletin.sha256) ?? Buffer.alloc(0);
    const half = Math.floor(bytes.length / 2);
    server.mischief = (request, response) => {
      if (!request.url?.includes('/media/') || request.headers.range) return false;
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, half), () => response.destroy());
      return true;
    };
    server.publish({ entries: [entryOf(bulletin, soon())] });
    const place = await agentPlace(server);
    await agentInside(place);
    await complete(server);
    const ranges = server.requestsOf('/media/').map(({ headers }) => headers.range);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.slice(1)).toEqual([`bytes=${half}-`]);
    expect(server.incidents).toEqual([]);
    const media = join(place.dataFolder, 'media');
    expect(readdirSync(media)).toEqual([bulletin.sha256]);
    expect(readFileSync(join(media, bulletin.sha256)).equals(bytes)).toBe(true);
  });

  itBeside('fetches what sounds first first', async () => {
    const server = await stationProtocolServer();
    const [late, early] = [
      await addBulletin(server, { seconds: 2, hertz: 300 }),
      await addBulletin(server, { seconds: 2, hertz: 400 }),
    ];
    server.publish({
      entries: [
        entryOf(early, soon(), { name: 'b1' }),
        entryOf(late, soon() + 60_000, { name: 'b2' }),
      ],
    });
    await agentInside(await agentPlace(server));
    await complete(server);
    expect(server.requestsOf('/media/').map(({ line }) => line.split('/').at(-1))).toEqual([
      early.sha256,
      late.sha256,
    ]);
  });

  itBeside(
    'finds after a start what was spoilt, cut short or left over, and fetches only that',
    async () => {
      const server = await stationProtocolServer();
      const [whole, spoilt, short] = [
        await addBulletin(server, { seconds: 2, hertz: 300 }),
        await addBulletin(server, { seconds: 2, hertz: 400 }),
        await addBulletin(server, { seconds: 2, hertz: 500 }),
      ];
      const entries = [whole, spoilt, short].map((bulletin, index) =>
        entryOf(bulletin, soon() + index * 60_000, { name: `b${index}` }),
      );
      server.publish({ entries });
      const place = await agentPlace(server);
      const first = await agentInside(place);
      await complete(server);
      await first.stop();

      const media = join(place.dataFolder, 'media');
      const bytes = readFileSync(join(media, spoilt.sha256));
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(join(media, spoilt.sha256), bytes);
      truncateSync(join(media, short.sha256), 1000);
      server.requests.length = 0;
      server.statuses.length = 0;
      await agentInside(place);
      await complete(server);
      expect(server.requestsOf('/media/').map(({ line }) => line.split('/').at(-1))).toEqual([
        spoilt.sha256,
        short.sha256,
      ]);
      await until(async () => server.incidents.length === 2 || undefined, {
        limitMs: 10_000,
        what: 'both are reported',
      });
      expect(server.incidents.map(({ what, code }) => [what, code])).toEqual([
        ['media', 'hash_mismatch'],
        ['media', 'hash_mismatch'],
      ]);
    },
  );

  itBeside('drops a part that is longer than the file, and one whose bytes are wrong', async () => {
    const server = await stationProtocolServer();
    const [long, wrong] = [
      await addBulletin(server, { seconds: 2, hertz: 300 }),
      await addBulletin(server, { seconds: 2, hertz: 400 }),
    ];
    server.publish({});
    const place = await agentPlace(server);
    const first = await agentInside(place);
    await complete(server);
    await first.stop();
    const media = join(place.dataFolder, 'media');
    writeFileSync(join(media, `${long.sha256}.part`), Buffer.alloc(long.bytes + 1));
    writeFileSync(join(media, `${wrong.sha256}.part`), Buffer.alloc(100));
    server.publish({
      entries: [entryOf(long, soon()), entryOf(wrong, soon() + 60_000, { name: 'b2' })],
    });
    await agentInside(place);
    await complete(server);
    expect(readdirSync(media).sort()).toEqual([long.sha256, wrong.sha256].sort());
  });

  itBeside('fetches again what disappears while it runs, in time for its air', async () => {
    const clock = hurriedClock(4);
    const server = await stationProtocolServer(clock);
    const bulletin = await addBulletin(server, { seconds: 1 });
    const startsAt = clock.now() + 30_000;
    const entry = entryOf(bulletin, startsAt, { latestStartAt: startsAt + 60_000 });
    server.publish({ entries: [entry] });
    const place = await agentPlace(server);
    await agentInside(place, clock);
    await complete(server);
    rmSync(join(place.dataFolder, 'media', bulletin.sha256));
    const play = await until(async () => server.plays[0], { limitMs: 30_000, what: 'a play' });
    expect(play).toMatchObject({ reason: 'completed' });
    expect(server.requestsOf('/media/')).toHaveLength(2);
  });

  itBeside('keeps asking for an object that is not there yet', async () => {
    const server = await stationProtocolServer();
    let refusals = 0;
    server.mischief = (request, response) => {
      if (!request.url?.includes('/objects/') || refusals >= 4) return false;
      refusals += 1;
      refuse(response, 404, 'object_not_found');
      return true;
    };
    server.publish({});
    await agentInside(await agentPlace(server));
    await complete(server, 40_000);
  });

  itBeside('obeys Retry-After', async () => {
    const server = await stationProtocolServer();
    server.publish({});
    const polls: number[] = [];
    server.mischief = (request, response) => {
      if (request.url !== '/station/v1/head') return false;
      polls.push(Date.now());
      if (polls.length > 1) return false;
      refuse(response, 429, 'too_many_requests', { 'retry-after': '3' });
      return true;
    };
    await agentInside(await agentPlace(server, ['--poll-seconds', '1']));
    await complete(server);
    expect((polls[1] ?? 0) - (polls[0] ?? 0)).toBeGreaterThanOrEqual(2990);
  });

  itBeside('costs a 304 while nothing changes, and hears a nudge at once', async () => {
    const server = await stationProtocolServer();
    server.publish({});
    await agentInside(await agentPlace(server));
    await complete(server);
    await until(async () => server.requestsOf('/events')[0], { limitMs: 5000, what: 'SSE' });
    const nudgedAt = Date.now();
    const before = server.requestsOf('/head').length;
    server.nudge();
    await until(async () => server.requestsOf('/head').length > before || undefined, {
      limitMs: 5000,
      everyMs: 10,
      what: 'a poll',
    });
    expect(Date.now() - nudgedAt).toBeLessThan(1000);
    expect(server.requestsOf('/head').at(-1)?.headers['if-none-match']).toMatch(/^"[\w-]{43}"$/);
  });
});

describe.concurrent('an agent that reports', () => {
  itBeside(
    'keeps aside the row that the server refuses, and tries again what is not its fault',
    async () => {
      const server = await stationProtocolServer();
      const bulletin = await addBulletin(server, { seconds: 1 });
      const startsAt = Date.now() - 60_000;
      const entries = ['b1', 'b2', 'b3'].map((name) => entryOf(bulletin, startsAt, { name }));
      server.publish({ entries });
      const posts: string[][] = [];
      server.answerPlays = (rows) => {
        posts.push(rows.map(({ occurrence }) => occurrence.slice(0, 2)));
        const codes: Record<string, string | null> = {
          b1: 'play_id_taken',
          b2: posts.length < 3 ? 'internal' : null,
        };
        return rows.map(({ playId, occurrence }) => {
          const code = codes[occurrence.slice(0, 2)] ?? null;
          return { playId, accepted: code === null, code };
        });
      };
      await agentInside(await agentPlace(server));
      const count = (name: string) => posts.flat().filter((each) => each === name).length;
      await until(async () => (posts.length >= 3 && count('b3') === 1) || undefined, {
        limitMs: 30_000,
        what: 'the second is tried again',
      });
      expect(count('b1')).toBe(1);
      expect(count('b2')).toBeGreaterThan(1);
    },
  );

  itBeside('sends rows one by one when a whole batch is refused', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 1 });
    const startsAt = Date.now() - 60_000;
    const entries = ['b1', 'b2', 'b3'].map((name) => entryOf(bulletin, startsAt, { name }));
    server.publish({ entries });
    server.answerPlays = (rows) =>
      rows.some(({ occurrence }) => occurrence.startsWith('b2')) ? null : undefined;
    await agentInside(await agentPlace(server));
    await until(async () => server.plays.length === 2 || undefined, {
      limitMs: 20_000,
      what: 'the two others arrive',
    });
    expect(server.plays.map(({ occurrence }) => occurrence.slice(0, 2))).toEqual(['b1', 'b3']);
  });
});
