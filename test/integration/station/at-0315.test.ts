import { describe, expect } from 'vitest';
import { openDatabase } from '../../../runtime/database.ts';
import { join } from 'node:path';
import type { Entry } from '../../../core/playlist/playlist.ts';
import { canonicalJson } from '../../../core/playlist/canonical.ts';
import { allWeekdays } from '../../../core/time/zoned.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { clockAt } from '../../support/clock-at.ts';
import { hurriedClock } from '../../support/fast-clock.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import {
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

// On 5/12/2025 a mis-set relay woke a commune at 03:15. In Việt Nam that is 20:15 UTC of the day before.
const night = Date.parse('2026-03-09T20:15:00Z');
const zone = 'Asia/Ho_Chi_Minh';
const hour = 3_600_000;
const quietHours = [
  { from: '21:00', to: '05:00', weekdays: allWeekdays, validFrom: null, validTo: null },
];

/** How long before it the tests begin. */
const leadMs = 15_000;

/** A server for which it is nearly 03:15, with that in its timetable; the time goes five times as fast. */
async function atNight(entries: (server: StationProtocolServer) => Promise<Entry[]>) {
  const real = hurriedClock(5);
  const server = await stationProtocolServer(real);
  const made = await entries(server);
  const issuedAt = night - leadMs;
  server.timeErrorMs = issuedAt - real.now();
  const publish = async (more: Entry[]) => {
    server.publish({
      ...{ entries: more, quietHours, zone },
      head: { issuedAt, expiresAt: issuedAt + 9 * 24 * hour, sequence: server.nextSequence() },
    });
  };
  await publish(made);
  return { server, real };
}

const refused = (server: StationProtocolServer, code: string) =>
  until(async () => server.incidents.find((incident) => incident.code === code), {
    limitMs: 40_000,
    what: `${code} is reported`,
  });

/** Not one frame was anything but silence. */
function expectSilence(wav: string): void {
  const { samples } = readRecordedWav(wav);
  expect(samples.length).toBeGreaterThan(24_000);
  expect(samples.every((sample) => sample === 0)).toBe(true);
}

describe.concurrent('at 03:15', () => {
  itBeside(
    'what a signed timetable sets there stays silent, relays too, and is reported',
    async () => {
      const { server, real } = await atNight(async (given) => {
        const bulletin = await addBulletin(given, { seconds: 4 });
        const relay = {
          type: 'relay',
          url: 'https://radio.example/vov',
          delayMs: 0,
          fallback: null,
        };
        return [
          entryOf(bulletin, night, {
            name: 'vov',
            source: relay as Entry['source'],
            kind: 'relay',
          }),
          entryOf(bulletin, night + 5000, { name: 'tin', class: 'priority', startMode: 'hard' }),
        ];
      });
      const place = await agentPlace(server);
      await agentInside(place, clockAt(night - leadMs, real));
      await until(async () => server.plays.length >= 2 || undefined, {
        limitMs: 40_000,
        what: 'both are explained',
      });
      for (const play of server.plays)
        expect(play).toMatchObject({ reason: 'quiet_hours', startedAt: null, heardMs: 0 });
      await refused(server, 'quiet_hours');
      expectSilence(place.wav);
    },
  );

  itBeside(
    'a clock that is three hours ahead wakes nobody: the server knows the time',
    async () => {
      const { server, real } = await atNight(async (given) => {
        const bulletin = await addBulletin(given, { seconds: 4 });
        return [
          entryOf(bulletin, night, { name: 'tin' }),
          // By its own clock it is this one's time.
          entryOf(bulletin, night + 3 * hour, { name: 'sang', startMode: 'hard' }),
        ];
      });
      const place = await agentPlace(server);
      await agentInside(place, clockAt(night + 3 * hour - leadMs, real));
      await refused(server, 'quiet_hours');
      await until(async () => server.plays[0], { limitMs: 20_000, what: 'it is explained' });
      expect(server.plays).toHaveLength(1);
      expect(server.plays[0]).toMatchObject({ reason: 'quiet_hours', heardMs: 0 });
      expect(Math.abs((server.statuses.at(-1)?.clockOffsetMs ?? 0) - 3 * hour)).toBeLessThan(2000);
      expectSilence(place.wav);
    },
  );

  itBeside('a playlist that was edited on the device is not believed', async () => {
    let morning: Entry[] = [];
    const { server, real } = await atNight(async (given) => {
      const bulletin = await addBulletin(given, { seconds: 4 });
      morning = [entryOf(bulletin, night + 3 * hour, { name: 'sang' })];
      return morning;
    });
    const place = await agentPlace(server);
    const first = await agentInside(place, clockAt(night - 60_000, real));
    const sha256 = server.playlist?.sha256 ?? '';
    await until(
      async () => server.statuses.some(({ complete }) => complete.includes(sha256)) || undefined,
      {
        limitMs: 20_000,
        what: 'it holds everything',
      },
    );
    await first.stop();
    const db = openDatabase(join(place.dataFolder, 'station.sqlite'), { durability: 'full' });
    const row = db.prepare('select bytes from object where sha256 = ?').get(sha256) as {
      bytes: Buffer;
    };
    const edited = JSON.parse(row.bytes.toString()) as { entries: Entry[] };
    for (const entry of edited.entries)
      Object.assign(entry, { startsAt: night, latestStartAt: night });
    db.prepare('update object set bytes = ? where sha256 = ?').run(
      Buffer.from(canonicalJson(edited)),
      sha256,
    );
    db.close();
    server.timeErrorMs = night - leadMs - real.now();
    await agentInside(place, clockAt(night - leadMs, real));
    await refused(server, 'hash_mismatch');
    await until(
      async () => readRecordedWav(place.wav).samples.length > 2 * leadMs * 24 || undefined,
      {
        limitMs: 30_000,
        what: '03:15 has passed',
      },
    );
    expect(server.plays).toEqual([]);
    expectSilence(place.wav);
  });
});
