import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Entry } from '../../../core/playlist/playlist.ts';
import { generateSigningKey, loadSigner, sha256 } from '../../../runtime/crypto.ts';
import { allWeekdays } from '../../../core/time/zoned.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { hurriedClock } from '../../support/fast-clock.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import {
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const incidentOf = (server: StationProtocolServer, what: string, code: string) =>
  until(async () => server.incidents.find((each) => each.what === what && each.code === code), {
    limitMs: 15_000,
    what: `incident ${what} ${code}`,
  });

const headHeld = (server: StationProtocolServer) =>
  until(async () => server.statuses.find(({ complete }) => complete.length > 0), {
    limitMs: 10_000,
    what: 'all is held',
  });

function flipped(bytes: Buffer, at = Math.floor(bytes.length / 2)): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** Its hour of the night is now: a zone in which it is 03:xx. */
function zoneOfTheNight(now: number): string {
  const ahead = (3 - new Date(now).getUTCHours() + 24) % 24;
  const offset = ahead > 12 ? ahead - 24 : ahead;
  return `Etc/GMT${offset <= 0 ? '+' : '-'}${Math.abs(offset)}`;
}

describe.concurrent('an agent refuses and reports', () => {
  itBeside(
    'a head with one flipped byte, an older one, a reused sequence and an expired one',
    async () => {
      const clock = hurriedClock(4);
      const server = await stationProtocolServer(clock);
      server.publish({});
      await agentInside(await agentPlace(server, ['--poll-seconds', '1']), clock);
      const { headSequence } = await headHeld(server);
      const good = server.headBytes ?? Buffer.alloc(0);

      server.headBytes = flipped(good);
      server.nudge();
      await until(async () => server.incidents.find(({ what }) => what === 'head'), {
        limitMs: 10_000,
        what: 'the flipped head is reported',
      });
      const sequence = headSequence ?? 0;
      server.publish({ head: { sequence: sequence - 1 } });
      await incidentOf(server, 'head', 'sequence_old');
      server.publish({ head: { sequence, issuedAt: 1 } });
      await incidentOf(server, 'head', 'sequence_reused');
      server.publish({ head: { expiresAt: clock.now() - 1000 } });
      await incidentOf(server, 'head', 'head_expired');
      const stranger = loadSigner(generateSigningKey().privatePem);
      server.publish({ head: { keyId: stranger.keyId } });
      await incidentOf(server, 'head', 'key_unknown');

      server.headBytes = good;
      server.nudge();
      expect(server.statuses.at(-1)?.headSequence).toBe(headSequence);
      const heads = server.incidents.map(({ code }) => code);
      expect(new Set(heads).size).toBe(heads.length);
    },
  );

  itBeside('a playlist with one flipped byte, and plays the one it has', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 1 });
    const entry = entryOf(bulletin, Date.now() + 6000);
    server.publish({ entries: [entry] });
    await agentInside(await agentPlace(server));
    await headHeld(server);

    const other = entryOf(bulletin, entry.startsAt + 1000, { name: 'b2' });
    server.mischief = (request, response) => {
      const hash = request.url?.split('/').at(-1) ?? '';
      if (hash !== server.playlist?.sha256) return false;
      response.writeHead(200).end(flipped(server.playlist.bytes));
      return true;
    };
    server.publish({ entries: [other] });
    await incidentOf(server, 'playlist', 'hash_mismatch');
    const play = await until(async () => server.plays[0], { limitMs: 15_000, what: 'a play' });
    expect(play).toMatchObject({ key: entry.key, reason: 'completed' });
  });

  itBeside('audio with one flipped byte: nothing sounds, and it says why', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 1 });
    const bytes = server.media.get(bulletin.sha256) ?? Buffer.alloc(0);
    server.media.set(bulletin.sha256, flipped(bytes));
    server.publish({ entries: [entryOf(bulletin, Date.now() + 4000)] });
    const place = await agentPlace(server);
    await agentInside(place);
    await incidentOf(server, 'media', 'hash_mismatch');
    const play = await until(async () => server.plays[0], { limitMs: 40_000, what: 'a record' });
    expect(play).toMatchObject({ reason: 'media_missing', heardMs: 0, startedAt: null });
    expect(readRecordedWav(place.wav).onsetAfter(0, 0)).toBeNull();
  });

  itBeside('audio that is what it should be and yet no sound, after three attempts', async () => {
    const server = await stationProtocolServer();
    const bytes = Buffer.from('đây không phải là âm thanh');
    const bulletin = { sha256: server.addMedia(bytes), bytes: bytes.length, durationMs: 2000 };
    const entry = entryOf(bulletin, Date.now() + 3000, { latestStartAt: Date.now() + 600_000 });
    server.publish({ entries: [entry] });
    await agentInside(await agentPlace(server));
    const play = await until(async () => server.plays[0], { limitMs: 30_000, what: 'a record' });
    expect(play).toMatchObject({ reason: 'media_damaged', heardMs: 0, startedAt: null });
    const { detail } = await incidentOf(server, 'media', 'decoding_failed');
    expect(detail).toContain(entry.key);
  });

  itBeside('an entry at 03:15 in its own quiet hours: 0 frames, and it says why', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 1 });
    const startsAt = Date.now() + 4000;
    const zone = zoneOfTheNight(startsAt);
    const night = { from: '22:00', to: '05:00', validFrom: null, validTo: null };
    const quietHours = [{ ...night, weekdays: [...allWeekdays] }];
    server.publish({ entries: [entryOf(bulletin, startsAt)], zone, quietHours });
    const place = await agentPlace(server);
    await agentInside(place);
    await incidentOf(server, 'entry', 'quiet_hours');
    const play = await until(async () => server.plays[0], { limitMs: 10_000, what: 'a record' });
    expect(play).toMatchObject({ reason: 'quiet_hours', heardMs: 0, startedAt: null });
    await until(async () => readRecordedWav(place.wav).endsAt() > startsAt + 2000 || undefined, {
      limitMs: 10_000,
      what: 'its time has passed',
    });
    expect(readRecordedWav(place.wav).onsetAfter(0, 0)).toBeNull();
  });

  itBeside(
    'a playlist entry that claims to be an emergency, and settings of another shape',
    async () => {
      const server = await stationProtocolServer();
      const bulletin = await addBulletin(server, { seconds: 1 });
      const alarm = { ...entryOf(bulletin, Date.now() + 60_000), class: 'emergency' };
      const settings = server.keep({ v: 1, zone: 'UTC', quietHours: [] });
      server.publish({ entries: [alarm as unknown as Entry], head: { settings } });
      await agentInside(await agentPlace(server));
      const refused = await incidentOf(server, 'playlist', 'shape_wrong');
      expect(refused.detail).toContain(server.playlist?.sha256);
      await incidentOf(server, 'settings', 'shape_wrong');
    },
  );

  itBeside('what has expired, and what was inserted in the past', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 1 });
    const startsAt = Date.now() + 4000;
    const expired = entryOf(bulletin, startsAt, { notAfter: startsAt + 500 });
    const inserted = entryOf(bulletin, Date.now() - 60_000, {
      name: 'b2',
      latestStartAt: Date.now() + 600_000,
    });
    server.publish({ entries: [inserted, expired] });
    const place = await agentPlace(server);
    await agentInside(place);
    await until(async () => server.plays.length === 2 || undefined, {
      limitMs: 15_000,
      what: 'both are explained',
    });
    expect(server.plays.map(({ key, reason }) => [key, reason])).toEqual([
      [inserted.key, 'too_late'],
      [expired.key, 'expired'],
    ]);
    expect(readRecordedWav(place.wav).onsetAfter(0, 0)).toBeNull();
  });

  itBeside('to start anything before it knows the time, and explains that later', async () => {
    const clock = hurriedClock(5);
    const server = await stationProtocolServer(clock);
    const bulletin = await addBulletin(server, { seconds: 1 });
    const entry = entryOf(bulletin, clock.now() + 12_000);
    server.publish({ entries: [entry] });
    // Each answer tells another time.
    let answers = 0;
    server.mischief = (request) => {
      if (request.url === '/station/v1/status') server.timeErrorMs = (answers += 1) * 3_600_000;
      return false;
    };
    const place = await agentPlace(server);
    await agentInside(place, clock);
    await until(async () => clock.now() > entry.startsAt + 2500 || undefined, {
      limitMs: 10_000,
      what: 'its time has passed',
    });
    expect(server.statuses.every(({ clockTrusted }) => !clockTrusted)).toBe(true);
    expect(server.plays).toEqual([]);
    server.mischief = () => false;
    server.timeErrorMs = 0;
    const play = await until(async () => server.plays[0], { limitMs: 40_000, what: 'a record' });
    expect(play).toMatchObject({ reason: 'clock_untrusted', heardMs: 0 });
    expect(readRecordedWav(place.wav).onsetAfter(0, 0)).toBeNull();
  });
});

describe.concurrent('an agent on disk', () => {
  itBeside('keeps its secret to itself and gives the server only its hash', async () => {
    const server = await stationProtocolServer();
    server.publish({});
    const place = await agentPlace(server);
    await agentInside(place);
    const files = ['', 'station.sqlite', 'station.sqlite-wal'];
    for (const file of files)
      expect(statSync(join(place.dataFolder, file)).mode & 0o077, file).toBe(0);
    await headHeld(server);
    const sent = server.requestsOf('/head')[0]?.headers.authorization ?? '';
    const secret = sent.split(':').at(-1) ?? '';
    expect(sha256(secret)).toBe(server.enrolments[0]?.secretSha256);
  });
});
