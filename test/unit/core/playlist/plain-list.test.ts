import { describe, expect, it } from 'vitest';
import { m3uOf } from '../../../../core/playlist/m3u.ts';
import { plainList } from '../../../../core/playlist/plain-list.ts';
import type { Entry } from '../../../../core/playlist/playlist.ts';

const minute = 60_000;
/** 05:00 in Việt Nam. */
const five = Date.UTC(2028, 1, 20, 22);

function entry(rest: Partial<Entry> & { atMin: number; minutes: number; file?: string }): Entry {
  const { atMin, minutes, file = `f${rest.atMin}`, ...given } = rest;
  return {
    ...{ key: `b-2028-02-21/${atMin}`, occurrence: `b${atMin}-2028-02-21`, title: `Mục ${atMin}` },
    ...{ startsAt: five + atMin * minute, latestStartAt: five + atMin * minute },
    durationMs: minutes * minute,
    source: {
      type: 'media' as const,
      profiles: { 'mp3-48k': { sha256: file, bytes: 1, fromMs: 0 } },
    },
    ...{ kind: 'speech', volumePercent: null, gainDb: 0, notAfter: null, class: 'normal' },
    ...{ startMode: 'soft', afterInterrupt: 'resume' },
    ...given,
  };
}

const powered = [
  { fromMs: five, toMs: five + 30 * minute },
  { fromMs: five + 720 * minute, toMs: five + 750 * minute },
];
const entries = [
  entry({ atMin: 0, minutes: 5 }),
  entry({ atMin: 5, minutes: 10 }),
  entry({ atMin: 15, minutes: 12 }),
  entry({ atMin: 720, minutes: 20 }),
];
const none: ReadonlySet<string> = new Set();
const listed = (atMin: number, part: 'now' | 'next' = 'now', stopped = none, all = entries) =>
  plainList([{ entries: all, powered }], { now: five + atMin * minute, stopped, part });
const files = (...given: Parameters<typeof listed>) =>
  listed(...given).items.map(({ sha256 }) => sha256);

describe('the list of a plain player', () => {
  it('has what is left of the session that is on, from where it is', () => {
    expect(files(0)).toEqual(['f0', 'f5', 'f15']);
    const { items } = listed(7);
    expect(items.map(({ sha256, fromMs }) => [sha256, fromMs])).toEqual([
      ['f5', 2 * minute],
      ['f15', 0],
    ]);
  });

  it('is empty between sessions and at night, and says when the next one begins', () => {
    expect(listed(-100)).toEqual({ items: [], nextAt: five });
    expect(listed(30)).toEqual({ items: [], nextAt: five + 720 * minute });
    expect(listed(1_000)).toEqual({ items: [], nextAt: null });
  });

  it('has the next session for those who ask for it, since they wait by themselves', () => {
    expect(files(-100, 'next')).toEqual(['f0', 'f5', 'f15']);
    expect(files(10, 'next')).toEqual(['f720']);
  });

  it('leaves out what would sound beyond the end, begun now and played whole', () => {
    // The second item is begun again at its eighth minute: the third would end eight minutes late.
    expect(files(13)).toEqual(['f5']);
    expect(files(5.5)).toEqual(['f5', 'f15']);
  });

  it('leaves out what was stopped, what is no longer valid, and what is no file', () => {
    expect(files(0, 'now', new Set(['b5-2028-02-21']))).toEqual(['f0', 'f15']);
    const expired = entry({ atMin: 5, minutes: 10, notAfter: five + minute });
    const input = entry({ atMin: 0, minutes: 5, source: { type: 'input', input: 'line' } });
    const fallback = { 'mp3-48k': { sha256: 'own', bytes: 1, fromMs: 0 } };
    const relay = entry({
      ...{ atMin: 15, minutes: 15 },
      source: { type: 'relay', url: 'http://voh.example/live', delayMs: 0, fallback },
    });
    expect(files(0, 'now', none, [input, expired, relay])).toEqual(['own']);
  });
});

describe('M3U', () => {
  const urlOf = (sha256: string) => `https://loa.example/${sha256}.mp3?token=t`;

  it('names each item with its length and the time that it is due', () => {
    expect(m3uOf(listed(7), { name: 'Cụm Xóm 4', urlOf })).toBe(
      [
        '#EXTM3U',
        '#PLAYLIST:Cụm Xóm 4',
        '#LOA-NEXT:2028-02-21T10:00:00Z',
        '#EXTINF:600,Mục 5',
        '#LOA-START:2028-02-20T22:05:00Z',
        '#EXTVLCOPT:start-time=120.0',
        'https://loa.example/f5.mp3?token=t',
        '#EXTINF:720,Mục 15',
        '#LOA-START:2028-02-20T22:15:00Z',
        'https://loa.example/f15.mp3?token=t',
        '',
      ].join('\n'),
    );
  });

  it('takes no address from a title', () => {
    const evil = entry({ atMin: 0, minutes: 5, title: 'Tin\nhttp://evil.example/x.mp3\r\u2028#X' });
    const lines = m3uOf(listed(0, 'now', none, [evil]), { name: 'a\nb', urlOf }).split('\n');
    expect(lines.filter((line) => /^http/.test(line))).toEqual([urlOf('f0')]);
    expect(lines[1]).toBe('#PLAYLIST:a b');
  });
});
