import { describe, expect } from 'vitest';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentPlace, agentProcess, untilTrusted } from '../../support/station-agent.ts';
import {
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const sounding = (server: StationProtocolServer, key: string) =>
  until(async () => server.statuses.find(({ playing }) => playing === key), {
    limitMs: 30_000,
    what: `${key} sounds`,
  });
const passed = (instant: number) =>
  until(async () => Date.now() > instant || undefined, { limitMs: 60_000, what: 'a moment' });
const playsOf = (server: StationProtocolServer, count: number, limitMs = 30_000) =>
  until(async () => server.plays.length >= count || undefined, {
    limitMs,
    what: `${count} play records`,
  });

describe.concurrent('an agent that is cut off', () => {
  itBeside(
    'kill -9 while it plays: the record says how much was heard, and nothing repeats',
    async () => {
      const server = await stationProtocolServer();
      const bulletin = await addBulletin(server, { seconds: 12 });
      server.publish({});
      const place = await agentPlace(server);
      const first = agentProcess(place);
      await untilTrusted(server);
      const entry = entryOf(bulletin, Date.now() + 4000);
      server.publish({ entries: [entry] });
      await sounding(server, entry.key);
      await passed(entry.startsAt + 4500);
      await first.kill('SIGKILL');
      const heard = readRecordedWav(place.wav).heardMsAfter(0);
      agentProcess(place);
      await playsOf(server, 1);
      const [play] = server.plays;
      expect(play).toMatchObject({ key: entry.key, reason: 'power_loss', sequence: 1 });
      expect(play?.heardMs).toBeGreaterThan(2900);
      expect(play?.heardMs).toBeLessThanOrEqual(heard);
      expect(play?.endedAt).toBe((play?.startedAt ?? 0) + (play?.heardMs ?? 0));
      await passed(entry.startsAt + 14_000);
      expect(server.plays).toHaveLength(1);
      expect(readRecordedWav(place.wav).onsetAfter(0, 0)).toBeNull();
    },
  );

  itBeside('a restart within a hard entry: it joins where the others are by now', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 24 });
    server.publish({});
    const place = await agentPlace(server);
    const first = agentProcess(place);
    await untilTrusted(server);
    const entry = entryOf(bulletin, Date.now() + 4000, { startMode: 'hard' });
    server.publish({ entries: [entry] });
    await sounding(server, entry.key);
    await passed(entry.startsAt + 2000);
    await first.kill('SIGTERM');
    agentProcess(place);
    await playsOf(server, 2, 40_000);
    const [cut, joined] = server.plays;
    expect(cut).toMatchObject({ reason: 'power_loss', sequence: 1 });
    expect(joined).toMatchObject({ reason: 'completed', sequence: 2 });
    const end = entry.startsAt + entry.durationMs;
    expect(Math.abs((joined?.endedAt ?? 0) - end)).toBeLessThan(50);
    expect(joined?.heardMs).toBeLessThan(entry.durationMs - 3000);
  });

  itBeside('a stall of the whole process: every frame keeps its place', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 8 });
    server.publish({});
    const place = await agentPlace(server);
    const agent = agentProcess(place);
    await untilTrusted(server);
    const entry = entryOf(bulletin, Date.now() + 4000);
    server.publish({ entries: [entry] });
    await sounding(server, entry.key);
    agent.child.kill('SIGSTOP');
    await passed(entry.startsAt + 4000);
    agent.child.kill('SIGCONT');
    await playsOf(server, 1);
    expect(server.plays[0]).toMatchObject({ reason: 'completed' });
    const wav = readRecordedWav(place.wav);
    const end = entry.startsAt + entry.durationMs;
    expect(wav.silenceBetween(entry.startsAt + 100, end - 100)).toBeLessThan(10);
    expect(wav.heardMsAfter(0)).toBeGreaterThan(entry.durationMs - 100);
    for (const [frame, ms] of wav.pairs)
      expect(Math.abs(wav.frame0UtcMs + frame / 24 - ms)).toBeLessThanOrEqual(5);
  });
});
