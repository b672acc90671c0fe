import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import { readMembers } from '../../../station/fleet/credentials.ts';
import { runFleet } from '../../../station/fleet/fleet.ts';
import { createTally } from '../../../station/fleet/tally.ts';
import { fairWeather } from '../../../station/fleet/weather.ts';
import { entryOf } from '../../support/bulletin.ts';
import {
  refuse,
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const clock = systemClock();

/** One endpoint of a fleet, until the test is over. */
function startOne(server: StationProtocolServer) {
  const end = new AbortController();
  const tally = createTally();
  const member = { endpointId: server.endpointId, secret: 'x', keys: server.keys() };
  const running = runFleet(
    [member],
    {
      ...{ server: server.origin, clock, tally, playlists: new Map(), seed: 7 },
      ...{ pollMs: 2000, bootMs: 0, hasEvents: true, hasMedia: true, climate: fairWeather },
    },
    end.signal,
  );
  onTestFinished(async () => {
    end.abort();
    await running;
  });
  return tally;
}

it('gives up a file of which nothing comes any more, and fetches it again', async () => {
  const server = await stationProtocolServer();
  const bytes = randomBytes(50_000);
  const file = { sha256: server.addMedia(bytes), bytes: bytes.length, durationMs: 8000 };
  server.publish({ entries: [entryOf(file, clock.now() + 3_600_000)] });
  let asked = 0;
  server.mischief = ({ url = '' }, response) => {
    if (!url.includes('/media/')) return false;
    asked += 1;
    if (asked > 1) return false;
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, 10_000));
    return true;
  };
  const tally = startOne(server);
  const isFetched = async () => tally.report().counts['media answered'] ?? undefined;
  await until(isFetched, { limitMs: 50_000, what: 'the file is fetched' });
  expect(asked).toBe(2);
  expect(tally.report().counts['media failed']).toBe(1);
  expect(tally.report().wrong).toEqual([]);
}, 60_000);

it('pairs over a bad line with the same secret, and remembers who is paired though a code is refused', async () => {
  const server = await stationProtocolServer();
  const folder = await tempFolder();
  const codes = join(folder, 'codes');
  await writeFile(codes, `${server.code}\n2222WRNG\n`);
  const heard: { code: string; secretSha256: string }[] = [];
  server.mischief = (request, response) => {
    if (!request.url?.includes('/enrol')) return false;
    void buffer(request).then((bytes) => {
      const body = JSON.parse(bytes.toString()) as (typeof heard)[number];
      heard.push(body);
      if (body.code !== server.code) refuse(response, 404, 'pairing_code_wrong');
      // The server has heard it, and its answer is lost.
      else if (heard.filter(({ code }) => code === server.code).length <= 2) response.destroy();
      else
        response.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            endpointId: server.endpointId,
            keys: server.keys(),
            serverTime: clock.now(),
          }),
        );
    });
    return true;
  };
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const given = { server: server.origin, codes, clock, random: () => 0, onFailure };
  const pairing = readMembers(folder, given, new AbortController().signal);
  await expect(pairing).rejects.toMatchObject({ code: 'pairing_code_wrong' });
  expect(failures).toHaveLength(2);
  const again = await readMembers(folder, { ...given, codes: null }, new AbortController().signal);
  expect(again).toMatchObject([{ endpointId: server.endpointId }]);
  const secrets = heard.flatMap((body) => (body.code === server.code ? [body.secretSha256] : []));
  expect(secrets).toEqual(Array.from({ length: 3 }, () => sha256(again[0]?.secret ?? '')));
});

it('opens its event stream again no sooner than the server asks', async () => {
  const server = await stationProtocolServer();
  server.publish({});
  const asked: number[] = [];
  server.mischief = ({ url = '' }, response) => {
    if (!url.endsWith('/events')) return false;
    asked.push(clock.monotonic());
    if (asked.length > 1) return false;
    refuse(response, 429, 'too_many_requests', { 'retry-after': '6' });
    return true;
  };
  const tally = startOne(server);
  const isOpen = async () => tally.report().counts['events answered'] ?? undefined;
  await until(isOpen, { limitMs: 30_000, what: 'the stream is open' });
  const [first = 0, second = 0] = asked;
  expect(second - first).toBeGreaterThanOrEqual(5900);
}, 40_000);
