import { describe, expect, it } from 'vitest';
import type { Ruling } from '../../../../core/compile/day.ts';
import type { Entry, Source } from '../../../../core/playlist/playlist.ts';
import {
  heardLines,
  soundingMs,
  type DayPart,
  type HeardDay,
} from '../../../../core/prelistening/heard-lines.ts';

const date = '2028-02-21';
/** 05:00 in Việt Nam. */
const five = Date.UTC(2028, 1, 20, 22);
const at = (seconds: number) => five + seconds * 1000;

const media = (sha256: string, fromMs = 0): Source => ({
  type: 'media',
  profiles: { 'mp3-48k': { sha256, bytes: 1, fromMs } },
});

function entry(name: string, from: number, seconds: number, rest: Partial<Entry> = {}): Entry {
  return {
    ...{ key: `${name}-${date}/0`, occurrence: `${name}-${date}`, title: name },
    ...{ startsAt: at(from), latestStartAt: at(from), durationMs: seconds * 1000 },
    ...{ source: media(name), kind: 'speech', volumePercent: null, gainDb: 0, notAfter: null },
    ...{ class: 'normal', startMode: 'soft', afterInterrupt: 'resume' },
    ...rest,
  };
}

function ruling(name: string, rest: Partial<Ruling> = {}): Ruling {
  return {
    ...{ occurrence: `${name}-${date}`, broadcastId: name, title: name, airs: true },
    ...{ reason: 'placed', startsAt: at(0), soundMs: 1000, sessionKey: 'morning', part: 'own' },
    ...{ recordingId: null, beatenBy: null },
    ...rest,
  };
}

const morning = {
  ...{ sessionId: 's1', key: 'morning', name: 'Sáng', startsAt: at(0), latestEnd: at(3600) },
  ...{ endsAt: at(0), parts: [], leftMs: 0 },
};

function lines(given: Partial<HeardDay>, part: DayPart = null): string[] {
  const day = { date, entries: [], rulings: [], sessions: [morning], stopped: new Set<string>() };
  return heardLines({ ...day, ...given }, part).map(
    ({ kind, title, startsAt, durationMs, file }) =>
      `${(startsAt - five) / 1000}+${durationMs / 1000} ${kind} ${title} ${file?.sha256 ?? '-'}`,
  );
}

describe('what a session will sound like', () => {
  it('is its entries in order of the clock, with the silence between them', () => {
    const entries = [entry('b', 20, 10), entry('a', 0, 10), entry('c', 30, 5)];
    expect(lines({ entries })).toEqual([
      ...['0+10 recording a a', '10+10 gap  -', '20+10 recording b b', '30+5 recording c c'],
    ]);
  });

  it('has no line for a silence that nobody notices', () => {
    expect(lines({ entries: [entry('a', 0, 9.5), entry('b', 10, 5)] })).toHaveLength(2);
  });

  it('tells what a pool drew, signatures, relays and sources on the spot apart', () => {
    const relay: Source = { type: 'relay', url: 'https://a.example/b', delayMs: 0, fallback: null };
    const entries = [
      entry('opening', 0, 5, { kind: 'signature' }),
      entry('pool', 5, 5, { key: `pool-${date}/0.1` }),
      entry('vov', 10, 5, { kind: 'relay', source: { ...relay, fallback: null } }),
      entry('recorded', 15, 5, { kind: 'relay' }),
      entry('mic', 20, 5, { kind: 'input', source: { type: 'input', input: 'microphone' } }),
    ];
    expect(lines({ entries })).toEqual([
      '0+5 signature opening opening',
      '5+5 pool pool pool',
      '10+5 relay vov -',
      '15+5 relay recorded recorded',
      '20+5 input mic -',
    ]);
  });

  it('never plays the stand-in of a relay as if it were the relay', () => {
    const fallback = { 'mp3-48k': { sha256: 'stand-in', bytes: 1, fromMs: 0 } };
    const source: Source = { type: 'relay', url: 'https://a.example/b', delayMs: 0, fallback };
    expect(lines({ entries: [entry('vov', 0, 5, { kind: 'relay', source })] })).toEqual([
      '0+5 relay vov -',
    ]);
  });

  it('names air that is held for what is still to be recorded', () => {
    const rulings = [ruling('vov', { startsAt: at(10), soundMs: 5000 }), ruling('a')];
    expect(lines({ entries: [entry('a', 0, 10)], rulings })).toEqual([
      '0+10 recording a a',
      '10+5 awaited vov -',
    ]);
  });

  it('leaves out what was stopped at the loudspeaker', () => {
    const entries = [entry('a', 0, 10), entry('b', 10, 10)];
    const stopped = new Set([`a-${date}`]);
    expect(lines({ entries, stopped })).toEqual(['10+10 recording b b']);
  });

  it('goes from the opening of a session to its closing, with what cuts in', () => {
    const frame = { occurrence: `s1-${date}`, kind: 'signature' as const };
    const entries = [
      entry('early', -60, 10),
      entry('opening', 0, 5, frame),
      entry('a', 5, 10),
      entry('urgent', 15, 5),
      entry('closing', 20, 5, frame),
      entry('late', 60, 10),
    ];
    const rulings = [ruling('a'), ruling('urgent', { sessionKey: null })];
    expect(lines({ entries, rulings }, { sessionKey: 'morning' })).toEqual([
      '0+5 signature opening opening',
      '5+10 recording a a',
      '15+5 recording urgent urgent',
      '20+5 signature closing closing',
    ]);
    expect(lines({ entries, rulings }, { sessionKey: 'evening' })).toEqual([]);
    expect(lines({ entries, rulings }, { occurrence: `late-${date}` })).toEqual([
      '60+10 recording late late',
    ]);
  });

  it('begins in the file where the playlist says', () => {
    const entries = [entry('a', 0, 10, { source: media('a', 1500), volumePercent: 40 })];
    const [line] = heardLines(
      { date, entries, rulings: [], sessions: [], stopped: new Set() },
      null,
    );
    expect(line).toMatchObject({ file: { sha256: 'a', fromMs: 1500 }, volumePercent: 40 });
    expect(soundingMs(line ? [line] : [])).toBe(10_000);
  });
});
