import { describe, expect } from 'vitest';
import { localTimeOf, allWeekdays } from '../../../core/time/zoned.ts';
import { chimeMs, chimeSound } from '../../../station/player/chime.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace, untilTrusted } from '../../support/station-agent.ts';
import { stationProtocolServer } from '../../support/station-protocol-server.ts';
import { toneLevel } from '../../support/tone-level.ts';
import { until } from '../../support/until.ts';

const ms = 24;
const chime = chimeSound();

/** Where a bulletin's samples stand in a recording. */
function placeOf(samples: Int16Array, wanted: Int16Array): number {
  const first = wanted.findIndex((sample) => sample !== 0);
  const begin = wanted.subarray(first, first + 1000);
  const found = samples.findIndex((_, at) =>
    begin.every((sample, i) => samples[at + i] === sample),
  );
  return found - first;
}

const isSilent = (samples: Int16Array) => samples.every((sample) => sample === 0);

/** An agent that knows the time, and its server. */
async function listening(options: string[]) {
  const server = await stationProtocolServer();
  server.publish({});
  const place = await agentPlace(server, options);
  await agentInside(place);
  await untilTrusted(server);
  return { server, place };
}

describe.concurrent('an agent with a chime', () => {
  itBeside('sounds it before the first entry, which starts at its very sample', async () => {
    const { server, place } = await listening(['--chime']);
    const parts = await Promise.all(
      [31, 32, 33].map((seed) => addBulletin(server, { seconds: 2, seed })),
    );
    const [one, two, three] = parts as [(typeof parts)[0], (typeof parts)[0], (typeof parts)[0]];
    const startsAt = Date.now() + 5000;
    const joined = startsAt + one.durationMs;
    const later = joined + two.durationMs + 3000;
    server.publish({
      entries: [
        entryOf(one, startsAt),
        entryOf(two, joined, { name: 'b2' }),
        entryOf(three, later, { name: 'b3' }),
      ],
    });
    await until(async () => server.plays.length >= 3 || undefined, {
      limitMs: 40_000,
      what: 'all plays are proved',
    });

    const { samples, frame0UtcMs } = readRecordedWav(place.wav);
    const [first, second, third] = parts.map((part) => placeOf(samples, part.samples));
    const from = (first ?? 0) - chimeMs * ms;
    expect(isSilent(samples.subarray(0, from))).toBe(true);
    expect(samples.subarray(from, first)).toEqual(chime);
    const tone = samples.subarray(from, from + 430 * ms);
    expect(toneLevel(tone, 659.26)).toBeGreaterThan(1500);
    expect(toneLevel(tone, 659.26)).toBeGreaterThan(10 * toneLevel(tone, 523.25));
    expect(isSilent(samples.subarray((first ?? 0) - 50 * ms, first))).toBe(true);
    // It has pushed nothing.
    expect(Math.abs(frame0UtcMs + (first ?? 0) / ms - startsAt)).toBeLessThan(5);
    // A busy machine may decode what joins on too late; a chime would be longer.
    const firstEnd = (first ?? 0) + one.durationMs * ms;
    expect(second).toBeGreaterThanOrEqual(firstEnd);
    expect(isSilent(samples.subarray(firstEnd, second))).toBe(true);
    expect((second ?? 0) - firstEnd).toBeLessThan((chimeMs * ms) / 2);
    const secondEnd = (second ?? 0) + two.durationMs * ms;
    expect(third).toBe((first ?? 0) + (later - startsAt) * ms);
    expect(isSilent(samples.subarray(secondEnd, third))).toBe(true);

    expect(server.plays.map(({ reason, dueAt }) => [reason, dueAt])).toEqual([
      ['completed', startsAt],
      ['completed', joined],
      ['completed', later],
    ]);
    expect(Math.abs((server.plays[0]?.startedAt ?? 0) - startsAt)).toBeLessThanOrEqual(1);
    expect(server.plays[0]?.heardMs).toBeLessThanOrEqual(one.durationMs);
  });

  itBeside('has none in quiet hours that end when the entry starts', async () => {
    const { server, place } = await listening(['--chime']);
    const bulletin = await addBulletin(server, { seconds: 2, seed: 34 });
    const startsAt = Math.ceil(Date.now() / 1000 + 5) * 1000;
    const night = {
      from: localTimeOf(startsAt - 3_600_000, 'UTC'),
      to: localTimeOf(startsAt, 'UTC'),
    };
    const always = { weekdays: [...allWeekdays], validFrom: null, validTo: null };
    server.publish({
      entries: [entryOf(bulletin, startsAt)],
      quietHours: [{ ...night, ...always }],
    });
    const play = await until(async () => server.plays[0], { limitMs: 30_000, what: 'the play' });
    expect(play).toMatchObject({ reason: 'completed', dueAt: startsAt });
    const { samples, frame0UtcMs } = readRecordedWav(place.wav);
    const at = placeOf(samples, bulletin.samples);
    expect(Math.abs(frame0UtcMs + at / ms - startsAt)).toBeLessThan(5);
    expect(isSilent(samples.subarray(0, at))).toBe(true);
  });

  itBeside('fades it, and nothing follows, where the entry is stopped meanwhile', async () => {
    const { server, place } = await listening(['--chime']);
    const bulletin = await addBulletin(server, { seconds: 2, seed: 35 });
    const entry = entryOf(bulletin, Date.now() + 5000);
    server.publish({ entries: [entry] });
    await until(async () => Date.now() > entry.startsAt - 900 || undefined, {
      ...{ limitMs: 10_000, everyMs: 20, what: 'the chime sounds' },
    });
    server.publish({ entries: [entry], stopped: [entry.occurrence] });
    const play = await until(async () => server.plays[0], { limitMs: 10_000, what: 'the record' });
    expect(play).toMatchObject({ reason: 'stopped', startedAt: null, heardMs: 0 });
    await until(
      async () => readRecordedWav(place.wav).endsAt() > entry.startsAt + 2500 || undefined,
      {
        ...{ limitMs: 10_000, what: 'its time has passed' },
      },
    );
    const wav = readRecordedWav(place.wav);
    expect(wav.peakBetween(entry.startsAt - chimeMs, entry.startsAt - 900)).toBeGreaterThan(3000);
    expect(wav.peakBetween(entry.startsAt, entry.startsAt + 2500)).toBe(0);
  });

  itBeside('is silent before its first word where nobody asked for one', async () => {
    const { server, place } = await listening([]);
    const bulletin = await addBulletin(server, { seconds: 1, seed: 36 });
    server.publish({ entries: [entryOf(bulletin, Date.now() + 5000)] });
    await until(async () => server.plays[0], { limitMs: 30_000, what: 'the play' });
    const { samples } = readRecordedWav(place.wav);
    const at = placeOf(samples, bulletin.samples);
    expect(at).toBeGreaterThan(0);
    expect(isSilent(samples.subarray(0, at))).toBe(true);
  });
});
