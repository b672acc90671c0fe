import { describe, expect, it } from 'vitest';
import { expectedSound } from '../../../../core/expected/expected-sound.ts';
import { nextAfter, placeInFile, soundingAt } from '../../../../core/expected/place-in-sound.ts';
import type { Entry, Source } from '../../../../core/playlist/playlist.ts';

const minute = 60_000;
/** 05:00 in Việt Nam. */
const five = Date.UTC(2028, 1, 20, 22);

const media = (sha256: string, fromMs = 0): Source => ({
  type: 'media',
  profiles: { 'mp3-48k': { sha256, bytes: 1, fromMs } },
});

function entry(atMin: number, minutes: number, rest: Partial<Entry> = {}): Entry {
  return {
    ...{ key: `b${atMin}-2028-02-21/0`, occurrence: `b${atMin}-2028-02-21`, title: `Mục ${atMin}` },
    ...{ startsAt: five + atMin * minute, latestStartAt: five + atMin * minute },
    ...{ durationMs: minutes * minute, source: media(`f${atMin}`) },
    ...{ kind: 'speech', volumePercent: null, gainDb: 0, notAfter: null, class: 'normal' },
    ...{ startMode: 'soft', afterInterrupt: 'resume' },
    ...rest,
  };
}

const at = (min: number, entries: Entry[], stopped: string[] = []) => {
  const { now, next } = expectedSound(entries, {
    ...{ now: five + min * minute, stopped: new Set(stopped), most: 2 },
  });
  return { now: now?.title ?? null, next: next.map(({ title }) => title) };
};

const day = [entry(0, 5), entry(5, 10), entry(20, 1), entry(40, 1)];

describe('what is to be heard', () => {
  it('is what sounds by the playlists, and what follows', () => {
    expect(at(0, day)).toEqual({ now: 'Mục 0', next: ['Mục 5', 'Mục 20'] });
    expect(at(5, day).now).toBe('Mục 5');
    expect(at(15, day)).toEqual({ now: null, next: ['Mục 20', 'Mục 40'] });
    expect(at(41, day)).toEqual({ now: null, next: [] });
  });

  it('leaves out what was stopped and what is no longer valid', () => {
    expect(at(6, day, ['b5-2028-02-21'])).toEqual({ now: null, next: ['Mục 20', 'Mục 40'] });
    const lapsing = [entry(0, 5, { notAfter: five + 2 * minute }), entry(3, 1)];
    expect(at(1, lapsing).now).toBe('Mục 0');
    expect(at(2, lapsing)).toEqual({ now: null, next: ['Mục 3'] });
    expect(at(0, [entry(5, 5, { notAfter: five + 4 * minute })]).next).toEqual([]);
  });

  it('is what cut in where two claim the same instant', () => {
    expect(at(6, [entry(0, 10), entry(5, 2)]).now).toBe('Mục 5');
    expect(at(8, [entry(0, 10), entry(5, 2)]).now).toBe('Mục 0');
  });

  it('names a relay by the host of its stream, with the file that stands in for it', () => {
    const relay = (
      fallback: null | { 'mp3-48k': { sha256: string; bytes: number; fromMs: number } },
    ) =>
      expectedSound(
        [
          entry(0, 5, {
            source: { type: 'relay', url: 'https://str.vov.vn/vov1', delayMs: 0, fallback },
          }),
        ],
        { now: five, stopped: new Set(), most: 0 },
      ).now;
    expect(relay(null)).toMatchObject({ way: 'relay', relayFrom: 'str.vov.vn', file: null });
    expect(relay({ 'mp3-48k': { sha256: 'nhac', bytes: 1, fromMs: 0 } })?.file?.sha256).toBe(
      'nhac',
    );
    const line = entry(0, 5, { source: { type: 'input', input: 'fm' } });
    expect(expectedSound([line], { now: five, stopped: new Set(), most: 0 }).now).toMatchObject({
      ...{ way: 'input', relayFrom: null, file: null },
    });
  });
});

describe('a browser that follows it', () => {
  const { now, next } = expectedSound([entry(0, 5, { source: media('a', 1500) }), entry(5, 5)], {
    ...{ now: five, stopped: new Set<string>(), most: 2 },
  });
  const list = [now, ...next];

  it('is as far in the file as the loudspeaker is by the clock', () => {
    const [first] = list;
    if (!first) throw new Error('there is one');
    expect(placeInFile(first, five)).toBe(1.5);
    expect(placeInFile(first, five + 61_000)).toBe(62.5);
    expect(placeInFile(first, five - 5000)).toBe(1.5);
  });

  it('goes on to the next at its instant', () => {
    expect(soundingAt(list, five + 5 * minute - 1)?.title).toBe('Mục 0');
    expect(soundingAt(list, five + 5 * minute)?.title).toBe('Mục 5');
    expect(soundingAt(list, five + 10 * minute)).toBeNull();
    expect(nextAfter(list, five)?.title).toBe('Mục 5');
    expect(nextAfter([null], five)).toBeNull();
  });
});
