import { describe, expect } from 'vitest';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace, agentProcess } from '../../support/station-agent.ts';
import {
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const allHeld = (server: StationProtocolServer) =>
  until(
    async () => {
      const last = server.statuses.at(-1);
      return (last?.complete.length === 1 && last.clockTrusted) || undefined;
    },
    { limitMs: 20_000, what: 'all is held and the time is known' },
  );
const passed = (instant: number) =>
  until(async () => Date.now() > instant || undefined, { limitMs: 60_000, what: 'a moment' });
const playsOf = (server: StationProtocolServer, count: number, limitMs = 30_000) =>
  until(async () => server.plays.length >= count || undefined, {
    limitMs,
    what: `${count} play records`,
  });

describe.concurrent('an agent survives', () => {
  itBeside('the loss of the server: it plays on time and reports when it is back', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 2 });
    const entry = entryOf(bulletin, Date.now() + 6000);
    server.publish({ entries: [entry] });
    const place = await agentPlace(server, ['--poll-seconds', '2']);
    await agentInside(place);
    await allHeld(server);
    await server.stop();
    await passed(entry.startsAt + 3000);
    expect(server.plays).toEqual([]);
    await server.start();
    await playsOf(server, 1);
    expect(server.plays[0]).toMatchObject({ reason: 'completed', clockTrusted: true });
    const onset = readRecordedWav(place.wav).onsetAfter(0) ?? 0;
    expect(Math.abs(onset - entry.startsAt)).toBeLessThanOrEqual(20);
  });

  itBeside(
    'a power cut while the server is gone: by its own clock it plays what it holds',
    async () => {
      const server = await stationProtocolServer();
      const bulletin = await addBulletin(server, { seconds: 2 });
      const entry = entryOf(bulletin, Date.now() + 30_000);
      server.publish({ entries: [entry] });
      const place = await agentPlace(server, ['--poll-seconds', '2']);
      const first = agentProcess(place);
      await allHeld(server);
      // It keeps the time on disk 8 s after its start.
      await until(async () => first.output().includes('time kept') || undefined, {
        limitMs: 20_000,
        what: 'the time is on disk',
      });
      await server.stop();
      await first.kill('SIGKILL');
      agentProcess(place);
      await passed(entry.startsAt + 3000);
      await server.start();
      await playsOf(server, 1);
      expect(server.plays).toMatchObject([{ key: entry.key, reason: 'completed', sequence: 1 }]);
      const onset = readRecordedWav(place.wav).onsetAfter(0) ?? 0;
      expect(Math.abs(onset - entry.startsAt)).toBeLessThanOrEqual(50);
    },
  );
});

describe.concurrent('an agent that pairs', () => {
  itBeside('asks again with the same secret when the answer was lost', async () => {
    const server = await stationProtocolServer();
    server.publish({});
    let lost = 0;
    server.mischief = (request) => {
      if (request.url !== '/station/v1/enrol' || lost > 0) return false;
      lost += 1;
      request.on('data', (body: Buffer) => server.enrolments.push(JSON.parse(body.toString())));
      request.on('end', () => request.socket.destroy());
      return true;
    };
    await agentInside(await agentPlace(server));
    expect(server.enrolments).toHaveLength(2);
    expect(server.enrolments[1]).toEqual(server.enrolments[0]);
  });

  itBeside(
    'says so and ends when the code is not taken, and needs none the next time',
    async () => {
      const server = await stationProtocolServer();
      server.publish({});
      const place = await agentPlace(server);
      const wrong = agentProcess({
        ...place,
        args: place.args.map((arg) => (arg === server.code ? 'ABC' : arg)),
      });
      expect(await wrong.ended).toBe(1);
      expect(wrong.output()).toContain('a pairing code has eight letters and digits');
      await (await agentInside(place)).stop();
      const again = { ...place, args: place.args.filter((arg) => !/^--code|^2345/.test(arg)) };
      await agentInside(again);
      expect(server.enrolments).toHaveLength(1);
    },
  );
});
