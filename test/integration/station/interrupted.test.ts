import { describe, expect } from 'vitest';
import { fadeFrames } from '../../../station/player/mixer.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { hurriedClock } from '../../support/fast-clock.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

/** Where `wanted` stands in `samples`, by its first thousand. */
function placeOf(samples: Int16Array, wanted: Int16Array): number {
  const first = wanted.subarray(0, 1000);
  return samples.findIndex((_, at) => first.every((sample, i) => samples[at + i] === sample));
}

const isThere = (samples: Int16Array, at: number, wanted: Int16Array) =>
  wanted.every((sample, i) => samples[at + i] === sample);

/** Until it holds all, by a clock that goes five times as fast. */
const leadMs = 15_000;

describe.concurrent('an agent that has something more important to say', () => {
  itBeside(
    'cuts in at its instant, then goes on at the very sample; both pieces are one play',
    async () => {
      const clock = hurriedClock(5);
      const server = await stationProtocolServer(clock);
      const long = await addBulletin(server, { seconds: 24, seed: 7 });
      const urgent = await addBulletin(server, { seconds: 3, seed: 8 });
      const startsAt = clock.now() + leadMs;
      const cutAt = startsAt + 6000;
      const first = entryOf(long, startsAt, {
        ...{ afterInterrupt: 'resume', latestStartAt: startsAt + 60_000 },
      });
      const over = entryOf(urgent, cutAt, { name: 'x1', class: 'priority', startMode: 'hard' });
      server.publish({ entries: [first, over] });
      const place = await agentPlace(server);
      await agentInside(place, clock);
      await until(async () => server.plays.length >= 2 || undefined, {
        limitMs: 50_000,
        what: 'both plays are proved',
      });

      const { samples, frame0UtcMs } = readRecordedWav(place.wav);
      const begins = placeOf(samples, long.samples);
      expect(Math.abs(frame0UtcMs + begins / 24 - startsAt)).toBeLessThan(5);
      const cut = placeOf(samples, urgent.samples);
      expect(Math.abs(frame0UtcMs + cut / 24 - cutAt)).toBeLessThan(5);
      const clear = cut - begins - fadeFrames;
      expect(isThere(samples, begins, long.samples.subarray(0, clear))).toBe(true);
      const urgentFrames = urgent.durationMs * 24;
      expect(isThere(samples, cut, urgent.samples.subarray(0, urgentFrames))).toBe(true);
      // Not a sample is missing, nor heard twice but for those that were faded out.
      const rest = long.samples.subarray(clear, long.durationMs * 24);
      expect(isThere(samples, cut + urgentFrames, rest)).toBe(true);

      const [importantOne, wholeOne] = server.plays;
      expect(importantOne).toMatchObject({ key: over.key, reason: 'completed' });
      expect(wholeOne).toMatchObject({
        ...{ key: first.key, reason: 'completed', dueAt: startsAt },
      });
      expect(Math.abs((wholeOne?.heardMs ?? 0) - long.durationMs)).toBeLessThanOrEqual(2);
      expect(Math.abs((wholeOne?.startedAt ?? 0) - startsAt)).toBeLessThanOrEqual(2);
    },
  );

  itBeside(
    'says how much of what drops was heard, and plays what restarts as another play',
    async () => {
      const clock = hurriedClock(5);
      const server = await stationProtocolServer(clock);
      const long = await addBulletin(server, { seconds: 12, seed: 9 });
      const urgent = await addBulletin(server, { seconds: 2, seed: 10 });
      const startsAt = clock.now() + leadMs;
      const window = { latestStartAt: startsAt + 60_000 };
      const again = entryOf(long, startsAt, { ...window, afterInterrupt: 'restart' });
      const over = entryOf(urgent, startsAt + 3000, {
        ...{ name: 'x1', class: 'priority', startMode: 'hard' },
      });
      const gone = entryOf(long, startsAt + 20_000, { name: 'b2', afterInterrupt: 'drop' });
      const over2 = { ...over, key: 'x2-2026-01-01/0', occurrence: 'x2-2026-01-01' };
      const second = { ...over2, startsAt: startsAt + 24_000, latestStartAt: startsAt + 24_000 };
      server.publish({ entries: [again, over, gone, second] });
      const place = await agentPlace(server);
      await agentInside(place, clock);
      await until(async () => server.plays.length >= 5 || undefined, {
        limitMs: 60_000,
        what: 'all plays are proved',
      });
      const told = server.plays.map(({ key, reason, heardMs }) => [
        ...[key, reason, Math.round(heardMs / 1000)],
      ]);
      expect(told).toEqual([
        [again.key, 'preempted', 3],
        [over.key, 'completed', 2],
        [again.key, 'completed', 12],
        [gone.key, 'preempted', 4],
        [second.key, 'completed', 2],
      ]);
    },
  );
});
