import { describe, expect, it } from 'vitest';
import type { Entry, Playlist } from '../../../../core/playlist/playlist.ts';
import { soundingOccurrences } from '../../../../core/stops/sounding.ts';

const date = '2028-02-21';
/** 05:00 in Việt Nam; all else in seconds after it. */
const five = Date.UTC(2028, 1, 20, 22);

function entry(thing: string, index: number, [from, to]: [number, number]): Entry {
  return {
    ...{ key: `${thing}-${date}/${index}`, occurrence: `${thing}-${date}`, title: thing },
    ...{ startsAt: five + from * 1000, latestStartAt: five + from * 1000 },
    ...{ durationMs: (to - from) * 1000, source: { type: 'media', profiles: {} } },
    ...{ kind: thing.startsWith('session') ? 'signature' : 'speech', volumePercent: null },
    ...{ gainDb: 0, notAfter: null, class: 'normal', startMode: 'soft', afterInterrupt: 'drop' },
  };
}

/** Opening, two items with a gap of ten seconds, closing, and a broadcast on its own right after. */
const playlist: Pick<Playlist, 'entries' | 'powered'> = {
  entries: [
    entry('session', 0, [0, 20]),
    entry('news', 0, [20, 60]),
    entry('advice', 0, [70, 100]),
    entry('session', 1, [100, 110]),
    entry('call', 0, [110, 120]),
  ],
  powered: [{ fromMs: five - 3000, toMs: five + 121_000 }],
};

const at = (second: number, { playing = null as string | null, stopped = [] as string[] } = {}) =>
  soundingOccurrences(
    {
      ...{ playlists: [playlist], playing: playing && playing.replace('/', `-${date}/`) },
      stopped: new Set(stopped.map((thing) => `${thing}-${date}`)),
    },
    five + second * 1000,
  ).map((occurrence) => occurrence.replace(`-${date}`, ''));

describe('what a stop silences at a loudspeaker', () => {
  it('is what sounds, in a pause what comes next, and nothing afterwards', () => {
    expect([30, 65, 80, 115, 130].map((second) => at(second))).toEqual([
      ['news'],
      ['advice'],
      ['advice'],
      ['call'],
      [],
    ]);
  });

  it('is an opening with the item that it opens, from when the amplifier is switched on for it', () => {
    expect([-4, -2, 0, 19].map((second) => at(second))).toEqual([
      [],
      ['session', 'news'],
      ['session', 'news'],
      ['session', 'news'],
    ]);
  });

  it('is a closing alone', () => {
    expect(at(105)).toEqual(['session']);
  });

  it('leaves out what was stopped', () => {
    expect(at(10, { stopped: ['session'] })).toEqual([]);
    expect(at(10, { stopped: ['news'] })).toEqual(['session']);
  });

  it('is what it says that it plays, also late, stopped before, or unknown to its playlist', () => {
    expect(at(25, { playing: 'session/0' })).toEqual(['session', 'news']);
    expect(at(65, { playing: 'news/0', stopped: ['news'] })).toEqual(['news']);
    expect(at(65, { playing: 'gone/0' })).toEqual(['gone']);
  });
});
