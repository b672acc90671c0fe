import { describe, expect } from 'vitest';
import type { Entry, Profiles } from '../../../core/playlist/playlist.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf, type Bulletin } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace, untilTrusted } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { testStream } from '../../support/test-stream.ts';
import { until } from '../../support/until.ts';

type World = Awaited<ReturnType<typeof stationProtocolServer>>;
const inner = ['--outbound-allow', '127.0.0.0/8'];

function relayOf(
  url: string,
  {
    startsAt,
    seconds,
    delayMs = 0,
    fallback,
  }: {
    startsAt: number;
    seconds: number;
    delayMs?: number;
    fallback?: Bulletin;
  },
): Entry {
  const profiles: Profiles | null = fallback
    ? { 'mp3-48k': { sha256: fallback.sha256, bytes: fallback.bytes, fromMs: 0 } }
    : null;
  const blank = { sha256: '', bytes: 0, durationMs: seconds * 1000 };
  return entryOf(blank, startsAt, {
    ...{ name: 'vov', kind: 'relay', startMode: 'hard' },
    source: { type: 'relay', url, delayMs, fallback: profiles },
  });
}

const played = (server: World) =>
  until(async () => server.plays[0], { limitMs: 40_000, what: 'the play is proved' });

/** The frequency of what sounds between two instants, by its zero crossings. */
function hertzIn(file: string, fromMs: number, toMs: number): number {
  const wav = readRecordedWav(file);
  const frame = (ms: number) => Math.round((ms - wav.frame0UtcMs) * 24);
  const samples = wav.samples.subarray(frame(fromMs), frame(toMs));
  const crossings = samples.filter(
    (sample, index) => index > 0 && sample >= 0 !== (samples[index - 1] ?? 0) >= 0,
  );
  return crossings.length / 2 / ((toMs - fromMs) / 1000);
}

describe.concurrent('a live relay', () => {
  for (const path of ['/live.mp3', '/live.m3u8'])
    itBeside(
      `of ${path} sounds when the stream has the programme`,
      async () => {
        const radio = await testStream({ hertz: 600 });
        const server = await stationProtocolServer();
        server.publish({});
        const place = await agentPlace(server, inner);
        await agentInside(place);
        await untilTrusted(server);
        const startsAt = Date.now() + 4000;
        const relay = relayOf(radio.origin + path, { startsAt, seconds: 3, delayMs: 1000 });
        server.publish({ entries: [relay] });
        const play = await played(server);
        expect(play).toMatchObject({ key: relay.key, reason: 'completed', media: null });
        expect(Math.abs((play.startedAt ?? 0) - startsAt)).toBeLessThanOrEqual(20);
        expect(play.heardMs).toBeGreaterThan(2900);
        const wav = readRecordedWav(place.wav);
        expect(wav.peakBetween(0, startsAt + 950)).toBe(0);
        const onset = wav.onsetAfter(startsAt) ?? 0;
        expect(Math.abs(onset - startsAt - 1000)).toBeLessThan(100);
        expect(Math.abs(hertzIn(place.wav, startsAt + 1200, startsAt + 2900) - 600)).toBeLessThan(
          20,
        );
        expect(wav.peakBetween(startsAt + 3050, startsAt + 5000)).toBe(0);
        expect(server.incidents).toEqual([]);
      },
      60_000,
    );

  itBeside(
    'whose stream is not there sounds its fallback, and says so',
    async () => {
      const radio = await testStream();
      const server = await stationProtocolServer();
      const fallback = await addBulletin(server, { seconds: 4, hertz: 1500 });
      const relay = { url: `${radio.origin}/missing.mp3`, seconds: 8, fallback };
      const publish = (startsAt: number) =>
        server.publish({ entries: [relayOf(relay.url, { ...relay, startsAt })] });
      publish(Date.now() + 3_600_000);
      const place = await agentPlace(server, inner);
      await agentInside(place);
      await untilTrusted(server);
      await until(async () => server.statuses.at(-1)?.complete[0], {
        ...{ limitMs: 20_000, everyMs: 20, what: 'the fallback is held' },
      });
      const startsAt = Date.now() + 4000;
      publish(startsAt);
      const play = await played(server);
      expect(play.reason).toBe('stream_lost');
      expect(play.heardMs).toBeGreaterThan(2000);
      expect(play.heardMs).toBeLessThan(4000);
      expect(Math.abs(hertzIn(place.wav, startsAt + 5800, startsAt + 7600) - 1500)).toBeLessThan(
        40,
      );
      expect(radio.asked.length).toBeGreaterThan(2);
      await until(async () => server.incidents[0], { limitMs: 10_000, what: 'the incident' });
      expect(server.incidents[0]).toMatchObject({ what: 'entry', code: 'stream_lost' });
    },
    60_000,
  );

  itBeside(
    'reaches no inner address that nobody allowed',
    async () => {
      const radio = await testStream();
      const server = await stationProtocolServer();
      server.publish({});
      const place = await agentPlace(server);
      await agentInside(place);
      await untilTrusted(server);
      const startsAt = Date.now() + 4000;
      const url = `${radio.origin}/live.mp3`;
      server.publish({ entries: [relayOf(url, { startsAt, seconds: 2 })] });
      const play = await played(server);
      expect(play.reason).toBe('stream_lost');
      expect(play.heardMs).toBeLessThan(100);
      expect(radio.asked).toEqual([]);
      await until(async () => server.incidents[0], { limitMs: 10_000, what: 'the incident' });
      expect(server.incidents[0]?.detail).toContain('is not a public address');
    },
    60_000,
  );

  itBeside(
    'falls silent when it is stopped',
    async () => {
      const radio = await testStream();
      const server = await stationProtocolServer();
      server.publish({});
      const place = await agentPlace(server, inner);
      await agentInside(place);
      await untilTrusted(server);
      const startsAt = Date.now() + 4000;
      const relay = relayOf(`${radio.origin}/live.mp3`, { startsAt, seconds: 60 });
      server.publish({ entries: [relay] });
      await until(async () => server.statuses.find(({ playing }) => playing === relay.key), {
        limitMs: 20_000,
        what: 'it sounds',
      });
      server.publish({ entries: [relay], stopped: [relay.occurrence] });
      const play = await played(server);
      expect(play.reason).toBe('stopped');
      // Nobody listens to the stream any more.
      const asked = radio.asked.length;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(radio.listeners()).toBe(0);
      expect(radio.asked.length).toBe(asked);
    },
    60_000,
  );
});

describe.concurrent('a local input', () => {
  const inputOf = (startsAt: number): Entry => ({
    ...relayOf('https://x.example', { startsAt, seconds: 3 }),
    ...{ kind: 'input', source: { type: 'input', input: 'line' } },
  });

  for (const { what, args } of [
    { what: 'that nobody named', args: [] },
    { what: 'whose device is not there', args: ['--input', 'line=nowhere'] },
  ])
    itBeside(
      `${what} is told, and what follows sounds`,
      async () => {
        const server = await stationProtocolServer();
        const bulletin = await addBulletin(server, { seconds: 1 });
        server.publish({});
        const place = await agentPlace(server, args);
        await agentInside(place);
        await untilTrusted(server);
        const startsAt = Date.now() + 4000;
        const next = entryOf(bulletin, startsAt + 3000, { name: 'b2' });
        server.publish({ entries: [inputOf(startsAt), next] });
        await until(async () => server.plays.length >= 2 || undefined, {
          limitMs: 30_000,
          what: 'both are proved',
        });
        const [input, after] = server.plays;
        expect(input).toMatchObject({ reason: 'input_unavailable' });
        expect(input?.heardMs).toBeLessThan(100);
        expect(after).toMatchObject({ key: next.key, reason: 'completed' });
        expect(server.incidents[0]).toMatchObject({ code: 'input_unavailable' });
      },
      60_000,
    );
});
