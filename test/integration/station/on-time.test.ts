import { describe, expect } from 'vitest';
import { offsetClock, systemClock } from '../../../runtime/clock.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace, untilTrusted } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const hour = 3_600_000;

describe.concurrent('an agent on time', () => {
  itBeside('pairs, fetches, plays joined entries at their instants and proves it', async () => {
    const server = await stationProtocolServer();
    const low = await addBulletin(server, { seconds: 3, hertz: 500 });
    const high = await addBulletin(server, { seconds: 2, hertz: 2000 });
    server.publish({});
    const place = await agentPlace(server);
    await agentInside(place);
    await untilTrusted(server);
    const startsAt = Date.now() + 3500;
    const first = entryOf(low, startsAt);
    const second = entryOf(high, startsAt + low.durationMs, { name: 'b2' });
    server.publish({ entries: [first, second] });

    await until(async () => server.plays.length >= 2 || undefined, {
      limitMs: 20_000,
      what: 'both plays are proved',
    });
    for (const [index, entry] of [first, second].entries()) {
      const play = server.plays[index];
      expect(play).toMatchObject({
        key: entry.key,
        dueAt: entry.startsAt,
        reason: 'completed',
        sequence: index + 1,
        playlist: server.playlist?.sha256,
        clockTrusted: true,
      });
      expect(Math.abs((play?.startedAt ?? 0) - entry.startsAt)).toBeLessThanOrEqual(1);
      expect(play?.heardMs).toBeGreaterThanOrEqual(entry.durationMs - 1);
    }
    const wav = readRecordedWav(place.wav);
    const onset = wav.onsetAfter(startsAt - 2000) ?? 0;
    expect(Math.abs(onset - startsAt)).toBeLessThanOrEqual(20);
    expect(wav.silenceBetween(startsAt + 100, startsAt + low.durationMs + 1900)).toBeLessThan(10);
    expect(wav.peakBetween(0, startsAt - 20)).toBe(0);
    expect(server.incidents).toEqual([]);
    expect(server.statuses.at(-1)?.complete).toEqual([server.playlist?.sha256]);
  });

  itBeside('joins what follows without a sample missing or too much', async () => {
    const server = await stationProtocolServer();
    const seeds = [1, 2, 3, 4];
    const parts = await Promise.all(seeds.map((seed) => addBulletin(server, { seconds: 2, seed })));
    const startsAt = Date.now() + 5000;
    let at = startsAt;
    const entries = parts.map((part, index) => {
      const entry = entryOf(part, at, { name: `b${index}` });
      at += part.durationMs;
      return entry;
    });
    server.publish({ entries });
    const place = await agentPlace(server);
    await agentInside(place);
    await until(async () => server.plays.length >= parts.length || undefined, {
      limitMs: 30_000,
      what: 'all plays are proved',
    });
    const { samples } = readRecordedWav(place.wav);
    let place0 = samples.findIndex((sample) => sample !== 0);
    for (const part of parts) {
      const wanted = part.samples.subarray(0, part.durationMs * 24);
      const offset = part === parts[0] ? wanted.findIndex((sample) => sample !== 0) : 0;
      place0 -= offset;
      expect(wanted.every((sample, i) => samples[place0 + i] === sample)).toBe(true);
      // A length in whole milliseconds may be a sample or so more than there is.
      place0 += part.durationMs * 24;
    }
  });

  itBeside("plays at the server's time where its own clock is hours off", async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 1 });
    const startsAt = Date.now() + 5000;
    server.publish({ entries: [entryOf(bulletin, startsAt)] });
    const place = await agentPlace(server);
    await agentInside(place, offsetClock(systemClock(), -3 * hour));
    const play = await until(async () => server.plays[0], { limitMs: 20_000, what: 'a play' });
    expect(Math.abs((play.startedAt ?? 0) - startsAt)).toBeLessThanOrEqual(100);
    const wav = readRecordedWav(place.wav);
    const onset = (wav.onsetAfter(0) ?? 0) + 3 * hour;
    expect(Math.abs(onset - startsAt)).toBeLessThanOrEqual(100);
    await until(async () => server.statuses.find(({ clockOffsetMs }) => clockOffsetMs !== null), {
      limitMs: 5000,
      what: 'the offset is reported',
    }).then(({ clockOffsetMs }) =>
      expect(Math.abs((clockOffsetMs ?? 0) + 3 * hour)).toBeLessThan(1000),
    );
  });

  itBeside('falls silent within 2 s of a stop and says how much was heard', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 20 });
    const entry = entryOf(bulletin, Date.now() + 4500);
    server.publish({ entries: [entry] });
    const place = await agentPlace(server);
    await agentInside(place);
    const sounding = async () => server.statuses.find(({ playing }) => playing === entry.key);
    await until(sounding, { limitMs: 20_000, what: 'it sounds' });
    await until(async () => Date.now() > entry.startsAt + 2000 || undefined, {
      limitMs: 5000,
      what: 'it has sounded for a while',
    });

    const stoppedAt = Date.now();
    server.publish({ entries: [entry], stopped: [entry.occurrence] });
    const play = await until(async () => server.plays[0], { limitMs: 10_000, what: 'the play' });
    expect(play.reason).toBe('stopped');
    expect(play.heardMs).toBeGreaterThan(1000);
    expect((play.endedAt ?? 0) - stoppedAt).toBeLessThan(2000);
    await until(async () => readRecordedWav(place.wav).endsAt() > stoppedAt + 3000 || undefined, {
      limitMs: 10_000,
      what: 'the file reaches beyond the stop',
    });
    const wav = readRecordedWav(place.wav);
    expect(wav.peakBetween(stoppedAt - 200, stoppedAt)).toBeGreaterThan(5000);
    expect(wav.peakBetween(stoppedAt + 2000, stoppedAt + 3000)).toBe(0);
    expect(Math.abs(wav.heardMsAfter(entry.startsAt - 100) - play.heardMs)).toBeLessThan(50);
  });

  itBeside(
    'fades out what a new playlist no longer has, and never starts what it had stopped',
    async () => {
      const server = await stationProtocolServer();
      const bulletin = await addBulletin(server, { seconds: 20 });
      const entry = entryOf(bulletin, Date.now() + 4500);
      const next = entryOf(bulletin, Date.now() + 9000, { name: 'b2' });
      server.publish({ entries: [entry] });
      const place = await agentPlace(server);
      await agentInside(place);
      const sounding = async () => server.statuses.find(({ playing }) => playing === entry.key);
      await until(sounding, { limitMs: 20_000, what: 'it sounds' });
      server.publish({ entries: [next], stopped: [next.occurrence] });
      await until(async () => server.plays.length === 2 || undefined, {
        limitMs: 15_000,
        what: 'both are explained',
      });
      expect(server.plays.map(({ key, reason }) => [key, reason])).toEqual([
        [entry.key, 'withdrawn'],
        [next.key, 'stopped'],
      ]);
      expect(server.plays[1]).toMatchObject({ startedAt: null, heardMs: 0 });
      expect(readRecordedWav(place.wav).peakBetween(next.startsAt - 500, next.startsAt + 500)).toBe(
        0,
      );
    },
  );
});
