import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { runFleet } from '../../../station/fleet/fleet.ts';
import { createTally } from '../../../station/fleet/tally.ts';
import { fairWeather } from '../../../station/fleet/weather.ts';
import { entryOf } from '../../support/bulletin.ts';
import {
  refuse,
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
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
